import type { ServiceHost } from '@gatehouse/service';
import { onGuardedEngines } from '@gatehouse/service';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { WondeIngestOptions } from './wonde-ingest.service.js';
import { WondeIngestService } from './wonde-ingest.service.js';

@Module({})
export class WondeIngestModule {
  static on(host: ServiceHost, options: WondeIngestOptions): DynamicModule {
    const service = {
      provide: WondeIngestService,
      useFactory: () => new WondeIngestService(onGuardedEngines(host), options),
    };
    return { module: WondeIngestModule, providers: [service], exports: [WondeIngestService] };
  }
}
