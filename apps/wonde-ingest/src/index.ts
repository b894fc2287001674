export { WondeIngestModule } from './wonde-ingest.module.js';
export { WondeIngestService } from './wonde-ingest.service.js';
export type { SyncResult, WondeIngestOptions } from './wonde-ingest.service.js';
export { LIMIT_SETTINGS } from './process/limit-settings.js';
export { followRequests } from './requests/follow-requests.js';
export type { RunProblem, SchoolResult } from './schools/school-result.js';
export type { RestrictionsResult } from './restrictions/restrictions-result.js';
export { isAboutServing } from './schools/tell-overdue.js';
export { LARGEST_RECORD_BYTES } from './records/largest-record.js';
