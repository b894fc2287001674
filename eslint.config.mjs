import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/**
 * The layers run one way. Each rule with its why:
 * - schemas: everybody reads them, so they depend on nothing but zod.
 * - policy: the rules must be readable and testable without any machinery.
 * - engine: how an embedded file is opened, or a database is connected to; knows nothing of what is kept in it.
 * - terminal: how a process speaks to people and ends by an error that nobody handled; knows nothing of ours.
 * - port: an interface, its contract suite and its adapters; adapters of different ports never meet.
 * - client: what is known of Wonde; it must not know what we do with it.
 * - service: what every service is made with; it sees ports, never adapters.
 * - domain: what ledger writers have in common; it sees ports, never adapters.
 * - app: a service; services meet only on the bus and in the ledgers, never in code.
 * - process: what a service needs to be a process of its own: it chooses adapters by configuration, and knows no service.
 * - test-server: a tool that gives specs of adapters a real server.
 * - composition and tool: choose adapters and put services together.
 */
const layers = [
  { sourceTag: 'layer:schemas', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:policy', onlyDependOnLibsWithTags: ['layer:schemas'] },
  { sourceTag: 'layer:engine', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:port', onlyDependOnLibsWithTags: ['layer:schemas', 'layer:engine', 'layer:testing'] },
  { sourceTag: 'layer:client', onlyDependOnLibsWithTags: ['layer:testing'] },
  { sourceTag: 'layer:testing', onlyDependOnLibsWithTags: ['layer:schemas'] },
  { sourceTag: 'layer:terminal', onlyDependOnLibsWithTags: ['layer:testing'] },
  {
    sourceTag: 'layer:service',
    onlyDependOnLibsWithTags: ['layer:schemas', 'layer:port', 'layer:terminal'],
  },
  {
    sourceTag: 'layer:domain',
    onlyDependOnLibsWithTags: [
      'layer:schemas',
      'layer:policy',
      'layer:port',
      'layer:service',
      'layer:testing',
    ],
  },
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: [
      'layer:schemas',
      'layer:policy',
      'layer:port',
      'layer:client',
      'layer:service',
      'layer:domain',
      'layer:testing',
    ],
  },
  {
    sourceTag: 'layer:process',
    onlyDependOnLibsWithTags: [
      'layer:schemas',
      'layer:engine',
      'layer:port',
      'layer:terminal',
      'layer:service',
      'layer:testing',
    ],
  },
  { sourceTag: 'layer:composition', onlyDependOnLibsWithTags: ['*'] },
  { sourceTag: 'layer:tool', onlyDependOnLibsWithTags: ['*'] },
];

/**
 * Specs of adapters run against real servers, which nothing that ships may know. The test server for EventStoreDB stands
 * on the embedded event store, so the specs that need it are a project of their own (tools/engine-specs).
 */
const layersOfSpecs = layers.map((layer) =>
  ['layer:engine', 'layer:port'].includes(layer.sourceTag)
    ? { ...layer, onlyDependOnLibsWithTags: [...layer.onlyDependOnLibsWithTags, 'layer:test-server'] }
    : layer,
);

/** Only what makes a process of a service knows libs/process; the service itself runs wherever it is composed. */
const layersOfProcesses = layers.map((layer) =>
  layer.sourceTag === 'layer:app'
    ? { ...layer, onlyDependOnLibsWithTags: [...layer.onlyDependOnLibsWithTags, 'layer:process'] }
    : layer,
);

/**
 * Only the door of an adapter, or of the web server, is loaded when it is needed; the rule takes that for the whole library. What
 * the command line and a service may load is tested (`gatehouse.e2e.spec.ts`).
 */
const otherDoors = ['@gatehouse/**'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '**/*.generated.ts'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          checkDynamicDependenciesExceptions: otherDoors,
          depConstraints: layers,
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      // Wonde's JSON is `unknown` by design; where text is made of it, the reader has checked it.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['libs/**/*.spec.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          checkDynamicDependenciesExceptions: otherDoors,
          depConstraints: layersOfSpecs,
        },
      ],
    },
  },
  {
    files: ['apps/*/src/main.ts', 'apps/*/src/process/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          checkDynamicDependenciesExceptions: otherDoors,
          depConstraints: layersOfProcesses,
        },
      ],
    },
  },
  {
    // Which engine runs is configuration: only those who compose may name an adapter.
    files: ['apps/!(standalone)/src/**/*.ts', 'libs/ledger/**/*.ts', 'libs/service/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['embedded', 'eventstoredb', 'kafka', 'mongodb'].map((name) => `@gatehouse/*/${name}`),
              message: 'Only libs/process, compositions and tools choose adapters.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.contract.ts', '**/contract/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        setInterval: 'readonly',
      },
    },
  },
  prettier,
);
