export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@electric-sql/pglite(/.*)?$': '<rootDir>/test/support/pglite.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  // An embedded database takes 5 s to start for the first time on two busy cores; jest's own limit is 5 s.
  testTimeout: 60_000,
  maxWorkers: 2,
  // ES modules of a finished test file are never freed by node: a worker is replaced before it grows out of hand.
  workerIdleMemoryLimit: '1500MB',
}
