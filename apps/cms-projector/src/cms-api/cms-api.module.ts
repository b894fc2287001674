import type { ServiceHost } from '@gatehouse/service';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ApiKeyGuard } from './api-key.guard.js';
import type { SuspensionLimits } from '@gatehouse/policy';
import type { Trust } from '../stores/trust.js';
import { AsOfInterceptor } from './as-of.interceptor.js';
import { CmsApiController, READ_MODELS, SERVING } from './cms-api.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { WrongKeys } from './wrong-keys.js';

@Module({})
export class CmsApiModule {
  static on(host: ServiceHost, apiKey: string, limits: SuspensionLimits, trust: Trust): DynamicModule {
    const { engines, logger } = host;
    return {
      module: CmsApiModule,
      controllers: [CmsApiController],
      providers: [
        { provide: READ_MODELS, useValue: engines.readModels },
        { provide: SERVING, useValue: { now: () => host.now(), limits, trust } },
        {
          provide: APP_GUARD,
          useFactory: () => new ApiKeyGuard(apiKey, new WrongKeys(() => host.now().getTime()), logger),
        },
        { provide: APP_INTERCEPTOR, useValue: new AsOfInterceptor(trust) },
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(logger) },
      ],
    };
  }
}
