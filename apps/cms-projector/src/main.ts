import 'reflect-metadata';
import { NestLogger } from '@gatehouse/platform';
import { listening, port, runProcess, setting, textLike } from '@gatehouse/runtime';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { webServer } from './cms-api/web-server.js';
import { CmsProjectorModule } from './cms-projector.module.js';

const settings = {
  port: setting({
    variable: 'GATEHOUSE_PORT',
    help: 'port of the CMS API, 0 for a free one (default: 4080)',
    schema: port(4080),
  }),
  apiKey: setting({
    variable: 'GATEHOUSE_CMS_API_KEY',
    help: 'the Bearer key of the CMS API, at least 32 characters',
    schema: textLike(
      /^[\x21-\x7e]{32,}$/,
      'Give in GATEHOUSE_CMS_API_KEY_FILE a file that holds the key: at least 32 characters without white space.',
    ),
    isSecret: true,
  }),
};

/** This service as a process of its own. Gives the exit code. */
export const main = (argv: string[]): Promise<number> =>
  runProcess(
    {
      name: 'cms-projector',
      says: 'keeps the read models up to the ledgers, and serves them to the CMS.',
      healthPort: 4095,
      usesReadModels: true,
      settings,
      start: async (host, values) => {
        const server = webServer();
        const app = await NestFactory.create<NestFastifyApplication>(
          CmsProjectorModule.on(host, { apiKey: values.apiKey }),
          server,
          { logger: new NestLogger(host.logger), abortOnError: false },
        );
        await app.init();
        // Not NestJS's own `listen`, which logs a port that is taken beside throwing it.
        const address = await listening('GATEHOUSE_PORT', () =>
          server.getInstance().listen({ port: values.port, host: values.host }),
        );
        host.logger.info({ address }, 'Serving the CMS API.');
        return { stop: () => app.close() };
      },
    },
    argv,
  );
