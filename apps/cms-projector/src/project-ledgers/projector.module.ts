import type { ServiceHost } from '@gatehouse/platform';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { ProjectorService } from './projector.service.js';

/** Projects while its application lives, whether or not anybody reads. */
@Module({})
export class ProjectorModule {
  static on(host: ServiceHost): DynamicModule {
    return {
      module: ProjectorModule,
      providers: [{ provide: ProjectorService, useFactory: () => new ProjectorService(host) }],
    };
  }
}
