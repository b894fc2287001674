import { TOPICS } from '@gatehouse/schemas';
import type { ServiceHost } from '@gatehouse/service';
import { BusRunWriter } from '@gatehouse/ledger';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { decideRecord, reviewRecord } from './decide/decide-record.js';
import { LookAgainController } from './write-ledgers/look-again.controller.js';
import { PermittedRecordsController } from './write-ledgers/permitted-records.controller.js';

@Module({})
export class ContactFilterModule {
  static on(host: ServiceHost): DynamicModule {
    const writer = () =>
      new BusRunWriter(host, {
        actor: 'contact-filter',
        topic: TOPICS.permittedRecords,
        addOns: ['email-text', 'parent-portal', 'parents-evening'],
        kinds: ['student', 'contact', 'employee', 'class', 'group'],
        decide: decideRecord,
        review: reviewRecord,
        asksRegister: true,
      });
    return {
      module: ContactFilterModule,
      controllers: [PermittedRecordsController, LookAgainController],
      providers: [{ provide: BusRunWriter, useFactory: writer }],
    };
  }
}
