export { ContactFilterModule } from './contact-filter.module.js';
