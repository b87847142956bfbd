import ts from 'typescript';

/** A place where a module exports a type, an interface, a class or an enum under a name. */
export interface ExportedType {
  readonly name: string;
  readonly file: string;
}

type Named = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration;

function isNamedType(statement: ts.Statement): statement is Named | ts.EnumDeclaration {
  return (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  );
}

function isExported(statement: Named | ts.EnumDeclaration): boolean {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** Names in `export { A, B as C }` that stand for something of the same file. */
function listed(statement: ts.Statement): readonly (readonly [own: string, name: string])[] {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier) return [];
  if (!statement.exportClause || !ts.isNamedExports(statement.exportClause)) return [];
  return statement.exportClause.elements.map(({ name, propertyName }) => [
    (propertyName ?? name).text,
    name.text,
  ]);
}

/**
 * Returns the types that a file of source text declares and exports, each name once: a schema and
 * the type made of it may share a name. What it passes on from elsewhere is not its own.
 */
export function exportedTypesIn(file: string, text: string): readonly ExportedType[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const types = statements.filter(isNamedType);
  const declared = new Set(types.map(({ name }) => name?.text));
  const names = [
    ...types.filter(isExported).map(({ name }) => name?.text ?? 'default'),
    ...statements
      .flatMap(listed)
      .filter(([own]) => declared.has(own))
      .map(([, name]) => name),
  ];
  return [...new Set(names)].map((name) => ({ name, file }));
}

/** Returns one line for each name that stands for more than one thing; none when all is well. */
export function namesTakenTwice(types: readonly ExportedType[]): readonly string[] {
  const filesOf = new Map<string, readonly string[]>();
  for (const { name, file } of types) filesOf.set(name, [...(filesOf.get(name) ?? []), file]);
  return [...filesOf]
    .filter(([, files]) => files.length > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, files]) => `${name}: ${files.join(', ')}`);
}
