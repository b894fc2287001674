import { TOPICS } from '@gatehouse/schemas';
import { BusRunWriter } from '@gatehouse/ledger';
import type { ServiceHost } from '@gatehouse/service';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { decideEventRecord, reviewEvent } from './decide/decide-event-record.js';
import { PermittedEventsController } from './write-ledgers/permitted-events.controller.js';

@Module({})
export class CalendarSyncModule {
  static on(host: ServiceHost): DynamicModule {
    const writer = () =>
      new BusRunWriter(host, {
        actor: 'calendar-sync',
        topic: TOPICS.permittedEvents,
        addOns: ['mis-calendar'],
        kinds: ['event'],
        decide: decideEventRecord,
        review: reviewEvent,
        asksRegister: false,
      });
    return {
      module: CalendarSyncModule,
      controllers: [PermittedEventsController],
      providers: [{ provide: BusRunWriter, useFactory: writer }],
    };
  }
}
