export { CalendarSyncModule } from './calendar-sync.module.js';
