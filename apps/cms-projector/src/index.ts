export { ProjectorModule } from './project-ledgers/projector.module.js';
export { ProjectorService } from './project-ledgers/projector.service.js';
export type { Trust } from './stores/trust.js';
export { ProjectorTrust } from './stores/trust.js';
export { CHECKPOINT, collectionOf, SCHOOLS, SCHOOLS_OWNER } from './collections.js';
export { projectSchools } from './project-schools/project-schools.js';
