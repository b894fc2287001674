import type { Document, ReadModels } from '@gatehouse/read-models';
import type { AddOn, Kind } from '@gatehouse/schemas';
import { documentIdSchema } from '@gatehouse/schemas';
import type { SuspensionLimits } from '@gatehouse/policy';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { SCHOOLS, SCHOOLS_OWNER } from '../collections.js';
import { ShownDocuments } from '../project-holds/shown-documents.js';
import { whyHidden } from '../project-hidden/hidden-ledgers.js';
import { schoolAsShown, whyNotServed } from '../project-schools/served.js';
import type { Trust } from '../stores/trust.js';
import { notFound, notServed, outOfDate, starting } from './problem.js';
import { parsePage, parsePlace } from './request-params.js';

export const READ_MODELS = Symbol('read models');
export const SERVING = Symbol('serving');

/** By what is decided whether something may be shown: the clock, the limits, and whether the stores belong together. */
export interface Serving {
  now(): Date;
  limits: SuspensionLimits;
  trust: Trust;
}

const STORES_DISAGREE = { why: 'stores-disagree' };
const ALL = 100_000;
/** Answers hold personal data: nobody on the way may keep them. */
const NOT_KEPT = ['cache-control', 'no-store'] as const;

/** What the CMS reads: the documents of each add-on, and nothing of what stayed out. */
@Controller('v1/schools')
export class CmsApiController {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(SERVING) private readonly serving: Serving,
  ) {}

  @Get()
  @Header(...NOT_KEPT)
  async schools(): Promise<{ data: Document[] }> {
    this.#mayServe(this.serving.now());
    const schools = await this.models.list(SCHOOLS, SCHOOLS_OWNER, { limit: ALL });
    const now = this.serving.now();
    const { limits, trust } = this.serving;
    return {
      data: schools.map(({ id, document }) => {
        const shown = schoolAsShown(document, now, limits);
        return trust.whyNot(id) ? { ...shown, access: 'suspended', suspended: STORES_DISAGREE } : shown;
      }),
    };
  }

  @Get(':schoolId/add-ons/:addOn/:kind')
  @Header(...NOT_KEPT)
  async records(
    @Param('schoolId') school: string,
    @Param('addOn') addOnName: string,
    @Param('kind') kindName: string,
    @Query() query: unknown,
  ): Promise<{ data: Document[]; next: string | null }> {
    const { schoolId, addOn, kind } = parsePlace(school, addOnName, kindName);
    const { cursor, limit } = parsePage(query);
    const now = this.serving.now();
    await this.#served(schoolId, addOn, kind, now);
    const options = { limit: limit + 1, ...(cursor ? { after: cursor } : {}) };
    const shown = new ShownDocuments(this.models, { schoolId, addOn, kind }, now);
    const found = await shown.list(options);
    const page = found.slice(0, limit);
    const next = found.length > limit ? (page.at(-1)?.id ?? null) : null;
    return { data: page.map(({ document }) => document), next };
  }

  @Get(':schoolId/add-ons/:addOn/:kind/:documentId')
  @Header(...NOT_KEPT)
  async record(
    @Param('schoolId') school: string,
    @Param('addOn') addOnName: string,
    @Param('kind') kindName: string,
    @Param('documentId') documentId: string,
  ): Promise<Document> {
    const { schoolId, addOn, kind } = parsePlace(school, addOnName, kindName);
    const now = this.serving.now();
    await this.#served(schoolId, addOn, kind, now);
    const isId = documentIdSchema.safeParse(documentId).success;
    const shown = new ShownDocuments(this.models, { schoolId, addOn, kind }, now);
    const found = isId ? await shown.get(documentId) : undefined;
    if (!found) throw notFound('The add-on holds no such document. It may never have come in, or have left.');
    return found.document;
  }

  /** @throws ProblemException where the school is not known, it or the kind is suspended, or the ledger hidden. */
  async #served(schoolId: string, addOn: AddOn, kind: Kind, now: Date): Promise<void> {
    this.#mayServe(now);
    const school = await this.models.get(SCHOOLS, SCHOOLS_OWNER, schoolId);
    if (!school) throw notFound('There is no such school.');
    const whyNot =
      this.serving.trust.whyNot(schoolId) ??
      whyNotServed(school.document, kind, now, this.serving.limits) ??
      (await whyHidden(this.models, schoolId, addOn, now));
    if (whyNot) throw notServed(whyNot);
  }

  /** @throws ProblemException until what stands in the event store is projected, or when nobody could see that for too long. */
  #mayServe(now: Date): void {
    const { trust } = this.serving;
    if (trust.isStarting) throw starting();
    if (trust.isOutOfDate(now)) throw outOfDate(trust.confirmedAt);
  }
}
