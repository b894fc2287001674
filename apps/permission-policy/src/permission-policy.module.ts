import type { ServiceHost } from '@gatehouse/service';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { PermitRun } from './permit-records/permit-run.js';
import { RecordsController } from './permit-records/records.controller.js';

@Module({})
export class PermissionPolicyModule {
  static on(host: ServiceHost): DynamicModule {
    return {
      module: PermissionPolicyModule,
      controllers: [RecordsController],
      providers: [{ provide: PermitRun, useFactory: () => new PermitRun(host) }],
    };
  }
}
