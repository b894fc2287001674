import type { ServiceHost } from '@gatehouse/service';
import { onGuardedEngines } from '@gatehouse/service';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { ProjectorTrust } from '../stores/trust.js';
import { ProjectorService } from './projector.service.js';

/** Projects while its application lives, whether or not anybody reads. */
@Module({})
export class ProjectorModule {
  /** @param trust is told whether what is projected may be served. */
  static on(host: ServiceHost, trust = new ProjectorTrust()): DynamicModule {
    return {
      module: ProjectorModule,
      providers: [
        {
          provide: ProjectorService,
          useFactory: () => new ProjectorService(onGuardedEngines(host), trust),
        },
      ],
    };
  }
}
