import { constants, runInThisContext } from 'node:vm'

/**
 * The embedded database as node itself loads it: once in the life of a worker, with its program compiled once. jest would load and compile it
 * again for each test file, which takes longer than most of them. Nothing but bytes passes between it and a test. See moduleNameMapper.
 */
const outside = (specifier: string) =>
  runInThisContext(`import('${specifier}')`, {
    filename: import.meta.filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })

export const { PGlite, MemoryFS } = await outside('@electric-sql/pglite')
export const { btree_gist } = await outside('@electric-sql/pglite/contrib/btree_gist')
export const { createPgConfig } = await outside('@electric-sql/pglite/node-postgres')
