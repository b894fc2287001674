import type { ServiceHost } from '@gatehouse/platform';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ApiKeyGuard } from './cms-api/api-key.guard.js';
import { CmsApiController, READ_MODELS } from './cms-api/cms-api.controller.js';
import { ProblemFilter } from './cms-api/problem.filter.js';
import { ProjectorService } from './project-ledgers/projector.service.js';

@Module({})
export class CmsProjectorModule {
  static on(host: ServiceHost, options: { apiKey: string }): DynamicModule {
    return {
      module: CmsProjectorModule,
      controllers: [CmsApiController],
      providers: [
        { provide: ProjectorService, useFactory: () => new ProjectorService(host) },
        { provide: READ_MODELS, useValue: host.engines.readModels },
        { provide: APP_GUARD, useFactory: () => new ApiKeyGuard(options.apiKey) },
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(host.logger) },
      ],
    };
  }
}
