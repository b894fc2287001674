import type { ServiceHost } from '@gatehouse/platform';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ApiKeyGuard } from './api-key.guard.js';
import { CmsApiController, READ_MODELS } from './cms-api.controller.js';
import { ProblemFilter } from './problem.filter.js';

@Module({})
export class CmsApiModule {
  static on({ engines, logger }: ServiceHost, apiKey: string): DynamicModule {
    return {
      module: CmsApiModule,
      controllers: [CmsApiController],
      providers: [
        { provide: READ_MODELS, useValue: engines.readModels },
        { provide: APP_GUARD, useFactory: () => new ApiKeyGuard(apiKey) },
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(logger) },
      ],
    };
  }
}
