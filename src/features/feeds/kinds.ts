import type { LicenceClass } from '../../domain/words.js'
import type { FeedKind } from './feed-kind.js'
import { driverFeed, operatorFeed } from './records/record-feed.js'
import { vehicleFeed } from './vehicles/vehicle-feed.js'

export const KINDS: Readonly<Record<LicenceClass, FeedKind>> = {
  driver: driverFeed,
  vehicle: vehicleFeed,
  operator: operatorFeed,
}
