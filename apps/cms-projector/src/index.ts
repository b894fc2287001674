export { CmsProjectorModule } from './cms-projector.module.js';
export { webServer } from './cms-api/web-server.js';
export { ProjectorService } from './project-ledgers/projector.service.js';
export { CHECKPOINT, collectionOf, SCHOOLS, SCHOOLS_OWNER } from './collections.js';
