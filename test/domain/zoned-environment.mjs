import { TestEnvironment } from 'jest-environment-node'

/**
 * Runs a test file as if the machine stood in another time zone: `@jest-environment-options {"zone": "Pacific/Kiritimati"}`.
 * jest gives tests a copy of process.env, so setting TZ from inside a test changes nothing; here it is the process's own.
 */
// oxlint-disable-next-line import/no-default-export -- the one export jest looks for
export default class ZonedEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context)
    this.zone = config.projectConfig.testEnvironmentOptions.zone
  }

  async setup() {
    await super.setup()
    this.zoneBefore = process.env.TZ
    process.env.TZ = this.zone
  }

  async teardown() {
    if (this.zoneBefore === undefined) delete process.env.TZ
    else process.env.TZ = this.zoneBefore
    await super.teardown()
  }
}
