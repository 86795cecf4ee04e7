// What the compiler cannot see and the tidy test does not: promises that nobody awaits, alternatives that a switch forgets, values
// that are `any` by another name. The presets are typescript-eslint's strict and type-checked; each departure says why.
import tseslint from "typescript-eslint";

const unused = { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_", caughtErrors: "all" };

const config = tseslint.config(
  {
    files: ["src/**/*.ts", "src/**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", unused],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }], // taken apart by code point on purpose, never by letter
      "@typescript-eslint/require-await": "off", // async makes a rejection of what is thrown, which callers of a promise expect
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }], // whole numbers print the same everywhere
      "@typescript-eslint/restrict-plus-operands": ["error", { allowNumberAndString: true }],
      "@typescript-eslint/no-confusing-void-expression": "off", // `return fail(…)` ends a branch in one line
      "@typescript-eslint/no-meaningless-void-operator": "off", // `=> void map.set(…)` says that nothing is returned, whatever the call returns
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
      "@typescript-eslint/only-throw-error": ["error", { allowThrowingUnknown: true, allow: [{ from: "package", package: "@tanstack/router-core", name: "Redirect" }] }],
      "@typescript-eslint/no-deprecated": "off", // the editor strikes them through; a fifth of the run
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off", // classes here are errors and stores, never handed over as one another; a fifth of the run
      "@typescript-eslint/no-unsafe-enum-assignment": "off", // no enum can be written here (erasableSyntaxOnly)
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      eqeqeq: "error",
      "no-constructor-return": "error",
      "no-eval": "error",
      "no-fallthrough": "error",
      "no-loss-of-precision": "error",
      "no-misleading-character-class": ["error", { allowEscape: true }], // name rules list combining marks by number
      "no-async-promise-executor": "error",
      "no-unsafe-finally": "error",
      "no-unsafe-optional-chaining": "error",
      "no-useless-backreference": "error",
      "no-dupe-else-if": "error",
      "use-isnan": "error",
      "no-new-func": "error",
      "no-self-compare": "error",
      "no-template-curly-in-string": "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.test.ts", "src/**/*.test.tsx", "src/**/*.slow.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off", // vitest's matchers (`expect.any`) are `any` by their declaration
      "@typescript-eslint/unbound-method": "off",
    },
  },
);
export { config as default };
