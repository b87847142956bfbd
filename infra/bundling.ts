/** How a function's code becomes one file; also what the bench of cold starts measures. */
export const BUNDLING = {
  target: 'node20',
  minify: true,
  mainFields: ['module', 'main'],
  banner:
    "import{createRequire as __require}from'node:module';const require=__require(import.meta.url);",
};
