import 'reflect-metadata';
import { CalendarSyncModule } from '@gatehouse/calendar-sync';
import { ContactFilterModule } from '@gatehouse/contact-filter';
import { onDeclaredEvents } from '@gatehouse/event-store';
import type { ServiceHost } from '@gatehouse/service';
import { startBusService } from '@gatehouse/service';

/** What runs until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}

/** Starts the two services that write ledgers, in the thread that calls. */
export async function startLedgerWriters(given: ServiceHost): Promise<Running> {
  const host = { ...given, engines: onDeclaredEvents(given.engines) };
  const apps = [
    await startBusService('contact-filter', ContactFilterModule.on(host), host),
    await startBusService('calendar-sync', CalendarSyncModule.on(host), host),
  ];
  return {
    stop: async () => void (await Promise.all(apps.map((app) => app.close()))),
  };
}
