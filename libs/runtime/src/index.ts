export { setting } from './configuration/common-settings.js';
export { SUSPENSION_SETTINGS } from './configuration/suspension-settings.js';
export type { CommonValues } from './configuration/common-settings.js';
export type { Setting, Settings, ValuesOf } from './configuration/setting.js';
export { port, textLike, wholeNumber } from './configuration/text-schemas.js';
export { listening } from './listening.js';
export { runBusService } from './run-bus-service.js';
export { runProcess } from './run-process.js';
export type { ServiceProcess } from './run-process.js';
