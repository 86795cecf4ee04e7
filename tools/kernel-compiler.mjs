// Makes the text of a WebAssembly module of a kernel that is written in TypeScript: the same lines run as TypeScript (the twin, and where
// there is no WebAssembly) and as a module that needs no warming up and is compiled once for all threads. A kernel is one function that
// is handed the views of a memory; what it declares are numbers, functions of numbers, and an object of the functions it offers.
// Numbers are whole (Int) or not (Float); every form that is not understood is refused with its line.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const VIEWS = { I32: ["i32", 2, "i32.load", "i32.store"], U8: ["i32", 0, "i32.load8_u", "i32.store8"], U16: ["i32", 1, "i32.load16_u", "i32.store16"], F64: ["f64", 3, "f64.load", "f64.store"] };
const TYPES = { Int: "i32", number: "i32", Float: "f64", boolean: "bool", void: "void" };
const wasmType = (type) => (type === "bool" ? "i32" : type);
const { SyntaxKind: K } = ts;

/** The module's text of the kernel in `file`, with the functions of other files that it calls. @throws Error with file, line and what was expected. */
export function compileKernel(file) {
  const module = { imports: new Set(), globals: new Map(), made: new Map(), lines: [], files: new Map() };
  const env = environmentOf(file, module);
  const kernel = env.source.statements.find((one) => ts.isFunctionDeclaration(one) && one.modifiers?.some(({ kind }) => kind === K.ExportKeyword)) ?? env.refuse(env.source, "an exported function");
  let offered = [];
  for (const statement of kernel.body.statements) {
    if (ts.isVariableStatement(statement)) for (const one of statement.declarationList.declarations) {
      if (constantOf(one.initializer, env) !== 0) env.refuse(one, "0 as start value");
      module.globals.set(one.name.text, one.type ? TYPES[one.type.getText(env.source)] : "i32");
    } else if (ts.isFunctionDeclaration(statement)) env.functions.set(statement.name.text, statement);
    else if (ts.isReturnStatement(statement)) offered = statement.expression.properties.map(({ name }) => name.text);
    else env.refuse(statement, "numbers, functions and one return");
  }
  const exportLines = offered.map((name) => `  (export "${name}" (func ${called(functionOf(name, env, module), module)}))`);
  const wholeLines = Object.entries(WHOLE).map(([name, [types, code]]) => `  (func $whole.${name} ${types} ${code})`);
  const importLines = [...module.imports].map((name) => `  (import "kernel" "${name}" (func $${name} (param f64) (result f64)))`);
  const globalLines = [...module.globals].map(([name, type]) => `  (global $${name} (mut ${wasmType(type)}) (${wasmType(type)}.const 0))`);
  return `(module\n  (import "kernel" "memory" (memory 1 65536 shared))\n${[...importLines, ...globalLines, ...wholeLines, ...module.lines, ...exportLines].join("\n")}\n)\n`;
}

/** What a file says in numbers, which functions stand in it, and what it takes from others. */
function environmentOf(file, module) {
  const known = module.files.get(file);
  if (known) return known;
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2023, true);
  const refuse = (node, expected) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    throw new Error(`${file}:${line + 1}: expected ${expected}, found: ${node.getText(source).slice(0, 80)}`);
  };
  const env = { source, refuse, number: module.files.size, constants: new Map(), texts: new Map(), functions: new Map(), imports: new Map() };
  module.files.set(file, env);
  const plain = (node) => (node && (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) ? plain(node.expression) : node);
  const note = (name, node) => {
    if (!node) return;
    if (ts.isArrowFunction(node)) env.functions.set(name, node);
    else if (ts.isArrayLiteralExpression(node)) env.texts.set(name, node.elements.map((one) => one.text));
    else if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) if (ts.isPropertyAssignment(property)) note(`${name}.${property.name.text}`, property.initializer);
    } else {
      const value = constantOf(node, env);
      if (value !== undefined) env.constants.set(name, value);
    }
  };
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement)) env.functions.set(statement.name.text, statement);
    if (ts.isImportDeclaration(statement) && statement.importClause && !statement.importClause.isTypeOnly && statement.moduleSpecifier.text.startsWith("."))
      for (const { name, isTypeOnly } of statement.importClause.namedBindings.elements) if (!isTypeOnly) env.imports.set(name.text, join(dirname(file), statement.moduleSpecifier.text));
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const value = plain(initializer);
      if (ts.isArrayBindingPattern(name) && value && ts.isArrayLiteralExpression(value)) name.elements.forEach((one, at) => ts.isBindingElement(one) && note(one.name.text, plain(value.elements[at])));
      else if (ts.isIdentifier(name)) note(name.text, value);
    }
  }
  env.from = (name) => (env.imports.has(name) ? environmentOf(env.imports.get(name), module) : undefined);
  return env;
}

/** The value of an expression of numbers, undefined of another. */
function constantOf(node, env) {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isParenthesizedExpression(node)) return constantOf(node.expression, env);
  if (ts.isIdentifier(node)) return env.constants.get(node.text) ?? env.from?.(node.text)?.constants.get(node.text);
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText(env.source);
    if (text === "Number.NEGATIVE_INFINITY") return Number.NEGATIVE_INFINITY;
    return env.constants.get(text) ?? env.from?.(text.split(".")[0])?.constants.get(text);
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "indexOf") {
    const at = env.texts.get(node.expression.expression.text)?.indexOf(node.arguments[0].text) ?? -1;
    return at < 0 ? undefined : at;
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === K.MinusToken) {
    const value = constantOf(node.operand, env);
    return value === undefined ? undefined : -value;
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const [a, b] = [constantOf(node.left, env), constantOf(node.right, env)];
  if (a === undefined || b === undefined) return undefined;
  switch (node.operatorToken.kind) {
    case K.PlusToken: return a + b;
    case K.MinusToken: return a - b;
    case K.AsteriskToken: return a * b;
    case K.BarToken: return a | b;
    case K.LessThanLessThanToken: return a << b;
    case K.AsteriskAsteriskToken: return a ** b;
    default: return undefined;
  }
}

/** A function by its name in a file: its types and its name in the module; made when first asked for. */
function functionOf(name, env, module) {
  const node = env.functions.get(name);
  if (!node) return env.from(name) ? functionOf(name, env.from(name), module) : undefined;
  const wasm = `$${name}.${env.number}`;
  const known = module.made.get(wasm);
  if (known) return known;
  const type = (of) => TYPES[of?.getText(env.source)] ?? env.refuse(of ?? node, "Int, Float, number, boolean or void");
  const one = { wasm, env, params: node.parameters.map((param) => ({ name: param.name.text, type: type(param.type) })), result: type(node.type), node, isSmall: !hasLoop(node.body) && node.getText(env.source).length < SMALL_LETTERS };
  module.made.set(wasm, one);
  return one;
}

/** Functions without loops and up to this length are written where they are called: V8 does not do so for WebAssembly. */
const SMALL_LETTERS = 700;
const hasLoop = (node) => ts.isForStatement(node) || ts.isWhileStatement(node) || (ts.forEachChild(node, (child) => hasLoop(child) || undefined) ?? false);

/** The name of a function that is called; its lines are made with the first call. */
function called(one, module) {
  if (!one.isMade) {
    one.isMade = true;
    module.lines.push(compileFunction(one, module));
  }
  return one.wasm;
}

/** `Math` of whole numbers, as functions of the module. */
const WHOLE = {
  abs: ["(param $a i32) (result i32)", "(select (i32.sub (i32.const 0) (local.get $a)) (local.get $a) (i32.lt_s (local.get $a) (i32.const 0)))"],
  min: ["(param $a i32) (param $b i32) (result i32)", "(select (local.get $a) (local.get $b) (i32.lt_s (local.get $a) (local.get $b)))"],
  max: ["(param $a i32) (param $b i32) (result i32)", "(select (local.get $a) (local.get $b) (i32.gt_s (local.get $a) (local.get $b)))"],
};

const ARITHMETIC = { [K.PlusToken]: "add", [K.MinusToken]: "sub", [K.AsteriskToken]: "mul" };
const WHOLE_ONLY = {
  [K.BarToken]: "or", [K.AmpersandToken]: "and", [K.CaretToken]: "xor", [K.LessThanLessThanToken]: "shl", [K.GreaterThanGreaterThanToken]: "shr_s",
  [K.GreaterThanGreaterThanGreaterThanToken]: "shr_u", [K.PercentToken]: "rem_s",
};
const COMPARED = { [K.LessThanToken]: "lt", [K.GreaterThanToken]: "gt", [K.LessThanEqualsToken]: "le", [K.GreaterThanEqualsToken]: "ge", [K.EqualsEqualsEqualsToken]: "eq", [K.ExclamationEqualsEqualsToken]: "ne" };
const ASSIGNED = {
  [K.PlusEqualsToken]: K.PlusToken, [K.MinusEqualsToken]: K.MinusToken, [K.AsteriskEqualsToken]: K.AsteriskToken, [K.BarEqualsToken]: K.BarToken, [K.AmpersandEqualsToken]: K.AmpersandToken,
  [K.CaretEqualsToken]: K.CaretToken, [K.GreaterThanGreaterThanGreaterThanEqualsToken]: K.GreaterThanGreaterThanGreaterThanToken,
};

function compileFunction({ wasm: name, env: first, params, result: ownResult, node }, module) {
  const { globals } = module;
  const locals = [];
  const written = []; // the functions that are being written where they are called
  let labels = 0;
  let [env, result, returnTo] = [first, ownResult, undefined];
  let { source, refuse } = env;
  let scopes = [new Map(params.map(({ name: param, type }) => [param, { wasm: `$${param}`, type }]))];
  const loops = [];
  const find = (id) => {
    for (let at = scopes.length - 1; at >= 0; at--) if (scopes[at].has(id)) return scopes[at].get(id);
    return undefined;
  };
  const local = (id, type) => {
    const one = { wasm: `$${id}.${locals.length}`, type };
    locals.push(one);
    scopes.at(-1).set(id, one);
    return one;
  };
  const number = (value, type) => ({ type, code: `(${type}.const ${Object.is(value, -0) ? "-0" : value === Infinity ? "inf" : value === -Infinity ? "-inf" : type === "i32" ? value | 0 : value})` });
  const as = (one, type, at) => {
    if (one.type === type) return one.code;
    if (one.type === "i32" && type === "f64") return one.value === undefined ? `(f64.convert_i32_s ${one.code})` : number(one.value, "f64").code;
    return refuse(at, `${type}, not ${one.type}`);
  };
  const operate = (kind, a, b, at) => {
    if (ARITHMETIC[kind]) {
      const type = a.type === "f64" || b.type === "f64" ? "f64" : "i32";
      return { type, code: `(${type}.${ARITHMETIC[kind]} ${as(a, type, at)} ${as(b, type, at)})` };
    }
    if (kind === K.PercentToken && a.isUnsigned) return { type: "i32", code: `(i32.rem_u ${a.code} ${as(b, "i32", at)})` };
    if (kind === K.GreaterThanGreaterThanGreaterThanToken && b.value === 0) return { type: "i32", code: as(a, "i32", at), isUnsigned: true };
    if (WHOLE_ONLY[kind]) return { type: "i32", code: `(i32.${WHOLE_ONLY[kind]} ${as(a, "i32", at)} ${as(b, "i32", at)})` };
    if (kind === K.SlashToken) return { type: "f64", code: `(f64.div ${as(a, "f64", at)} ${as(b, "f64", at)})`, whole: a.type === "i32" && b.type === "i32" ? `(i32.div_s ${a.code} ${b.code})` : undefined };
    if (COMPARED[kind]) {
      if (a.type === "bool" && b.type === "bool") return { type: "bool", code: `(i32.${COMPARED[kind]} ${a.code} ${b.code})` };
      const type = a.type === "f64" || b.type === "f64" ? "f64" : "i32";
      const sign = type === "i32" && !["eq", "ne"].includes(COMPARED[kind]) ? "_s" : "";
      return { type: "bool", code: `(${type}.${COMPARED[kind]}${sign} ${as(a, type, at)} ${as(b, type, at)})` };
    }
    return refuse(at, "an operator of numbers");
  };
  /** Address without its constant part, and that part in bytes. */
  const address = (access) => {
    const view = VIEWS[access.expression.text] ?? refuse(access, "I32, U8, U16 or F64");
    let [at, offset] = [access.argumentExpression, 0];
    while (ts.isBinaryExpression(at) && at.operatorToken.kind === K.PlusToken) { // what is added last is constant
      const value = constantOf(at.right, env);
      if (value === undefined || value < 0) break;
      offset += value;
      at = at.left;
    }
    const index = as(expression(at), "i32", access);
    const code = view[1] === 0 ? index : `(i32.shl ${index} (i32.const ${view[1]}))`;
    return { view, code, offset: offset << view[1] };
  };
  const load = (access) => {
    const { view, code, offset } = address(access);
    return { type: view[0], code: `(${view[2]} offset=${offset} ${code})` };
  };
  const call = (one) => {
    const args = one.arguments.map(expression);
    const text = one.expression.getText(source);
    if (text === "Math.imul") return { type: "i32", code: `(i32.mul ${as(args[0], "i32", one)} ${as(args[1], "i32", one)})` };
    if (text === "Math.clz32") return { type: "i32", code: `(i32.clz ${as(args[0], "i32", one)})` };
    if (text === "Math.log" || text === "Math.exp") {
      module.imports.add(text.slice(5));
      return { type: "f64", code: `(call $${text.slice(5)} ${as(args[0], "f64", one)})` };
    }
    if (text === "bits") return { type: "i32", code: `(i32.popcnt ${as(args[0], "i32", one)})` };
    if (text === "Math.abs" && args[0].type === "f64") return { type: "f64", code: `(f64.abs ${args[0].code})` };
    if ((text === "Math.max" || text === "Math.min") && args.length === 2 && args.some(({ type }) => type === "f64"))
      return { type: "f64", code: `(f64.${text.slice(5)} ${as(args[0], "f64", one)} ${as(args[1], "f64", one)})` };
    if (text.startsWith("Math.") && WHOLE[text.slice(5)]) return { type: "i32", code: `(call $whole.${text.slice(5)} ${args.map((arg) => as(arg, "i32", one)).join(" ")})` };
    const callee = functionOf(text, env, module) ?? refuse(one, "a function of the kernel, or Math.imul, clz32, abs, min, max, log or exp");
    if (callee.params.length !== args.length) refuse(one, `${callee.params.length} arguments`);
    const given = args.map((arg, at) => as(arg, callee.params[at].type, one));
    if (callee.isSmall && !written.includes(callee)) return { type: callee.result, code: writeHere(callee, given) };
    return { type: callee.result, code: `(call ${called(callee, module)} ${given.join(" ")})` };
  };
  /** A call as the lines of the function itself. */
  const writeHere = (callee, given) => {
    const before = { env, result, returnTo, scopes };
    const label = `$done.${labels++}`;
    const own = new Map(callee.params.map((param) => {
      const one = { wasm: `$${param.name}.${locals.length}`, type: param.type };
      locals.push(one);
      return [param.name, one];
    }));
    const sets = callee.params.map((param, at) => `(local.set ${own.get(param.name).wasm} ${given[at]})`).join("\n");
    written.push(callee);
    [env, result, returnTo, scopes] = [callee.env, callee.result, label, [own]];
    ({ source, refuse } = env);
    const lines = bodyOf(callee.node);
    ({ env, result, returnTo, scopes } = before);
    ({ source, refuse } = env);
    written.pop();
    return callee.result === "void" ? `(block ${label}\n${sets}\n${lines})` : `(block ${label} (result ${wasmType(callee.result)})\n${sets}\n${lines}\n(unreachable))`;
  };
  const bodyOf = (of) => (ts.isBlock(of.body) ? of.body.statements.map(statement).join("\n") : back(as(expression(of.body), result, of)));
  const back = (code = "") => (returnTo === undefined ? `(return ${code})` : `(br ${returnTo} ${code})`);
  const condition = (one) => {
    const value = expression(one);
    return value.type === "bool" ? value.code : refuse(one, "a condition");
  };
  function expression(one) {
    if (ts.isParenthesizedExpression(one)) return expression(one.expression);
    const constant = constantOf(one, env);
    if (constant !== undefined && !(ts.isIdentifier(one) && find(one.text))) {
      const type = Number.isInteger(constant) && constant >= -(2 ** 31) && constant < 2 ** 32 && !(ts.isNumericLiteral(one) && /[.e]/.test(one.getText(source)) && !/^0x/.test(one.getText(source))) ? "i32" : "f64";
      return { ...number(constant, type), value: constant };
    }
    if (one.kind === K.TrueKeyword || one.kind === K.FalseKeyword) return { type: "bool", code: `(i32.const ${one.kind === K.TrueKeyword ? 1 : 0})` };
    if (ts.isIdentifier(one)) {
      const known = find(one.text);
      if (known) return { type: known.type, code: `(local.get ${known.wasm})` };
      if (globals.has(one.text)) return { type: globals.get(one.text), code: `(global.get $${one.text})` };
      return refuse(one, "a known name");
    }
    if (ts.isCallExpression(one)) return call(one);
    if (ts.isElementAccessExpression(one)) return load(one);
    if (ts.isConditionalExpression(one)) {
      const [a, b] = [expression(one.whenTrue), expression(one.whenFalse)];
      const type = a.type === b.type ? a.type : "f64";
      return { type, code: `(if (result ${wasmType(type)}) ${condition(one.condition)} (then ${as(a, type, one)}) (else ${as(b, type, one)}))` };
    }
    if (ts.isPrefixUnaryExpression(one)) {
      if (one.operator === K.ExclamationToken) return { type: "bool", code: `(i32.eqz ${condition(one.operand)})` };
      const value = expression(one.operand);
      if (one.operator === K.MinusToken) return value.type === "f64" ? { type: "f64", code: `(f64.neg ${value.code})` } : { type: "i32", code: `(i32.sub (i32.const 0) ${as(value, "i32", one)})` };
      if (one.operator === K.TildeToken) return { type: "i32", code: `(i32.xor ${as(value, "i32", one)} (i32.const -1))` };
      return refuse(one, "!, - or ~");
    }
    if (ts.isPostfixUnaryExpression(one)) { // its value is that before
      const known = ts.isIdentifier(one.operand) ? find(one.operand.text) : undefined;
      if (known?.type !== "i32") return refuse(one, "a whole number of this function");
      const [there, back] = one.operator === K.PlusPlusToken ? ["add", "sub"] : ["sub", "add"];
      return { type: "i32", code: `(i32.${back} (local.tee ${known.wasm} (i32.${there} (local.get ${known.wasm}) (i32.const 1))) (i32.const 1))` };
    }
    if (!ts.isBinaryExpression(one)) return refuse(one, "an expression of numbers");
    const { kind } = one.operatorToken;
    if (kind === K.QuestionQuestionToken) return ts.isElementAccessExpression(one.left) ? load(one.left) : refuse(one, "?? 0 behind a place of memory");
    if (kind === K.AmpersandAmpersandToken) return { type: "bool", code: `(if (result i32) ${condition(one.left)} (then ${condition(one.right)}) (else (i32.const 0)))` };
    if (kind === K.BarBarToken) return { type: "bool", code: `(if (result i32) ${condition(one.left)} (then (i32.const 1)) (else ${condition(one.right)}))` };
    const [a, b] = [expression(one.left), expression(one.right)];
    if (kind === K.BarToken && b.value === 0) return a.whole ? { type: "i32", code: a.whole } : { type: "i32", code: as(a, "i32", one) };
    return operate(kind, a, b, one);
  }
  const assign = (target, value, at) => {
    if (ts.isElementAccessExpression(target)) {
      const { view, code, offset } = address(target);
      return `(${view[3]} offset=${offset} ${code} ${as(value, view[0], at)})`;
    }
    const known = find(target.text);
    if (known) return `(local.set ${known.wasm} ${as(value, known.type, at)})`;
    if (globals.has(target.text)) return `(global.set $${target.text} ${as(value, globals.get(target.text), at)})`;
    return refuse(target, "a known name");
  };
  const effect = (one) => {
    if (ts.isCallExpression(one)) {
      const { type, code } = call(one);
      return type === "void" ? code : `(drop ${code})`;
    }
    if (ts.isPostfixUnaryExpression(one)) return assign(one.operand, operate(one.operator === K.PlusPlusToken ? K.PlusToken : K.MinusToken, expression(one.operand), number(1, "i32"), one), one);
    if (!ts.isBinaryExpression(one)) return refuse(one, "an assignment or a call");
    const { kind } = one.operatorToken;
    if (kind === K.EqualsToken) return assign(one.left, expression(one.right), one);
    return ASSIGNED[kind] ? assign(one.left, operate(ASSIGNED[kind], expression(one.left), expression(one.right), one), one) : refuse(one, "an assignment");
  };
  const declareOne = (name, type, initializer, at) => {
    const value = expression(initializer ?? refuse(at, "a start value"));
    const own = type ? (TYPES[type.getText(source)] ?? refuse(at, "Int, Float or boolean")) : value.type;
    const code = as(value, own, at); // before the name is known
    return `(local.set ${local(name, own).wasm} ${code})`;
  };
  const declare = ({ declarations }) => declarations.map((one) => (ts.isArrayBindingPattern(one.name)
    ? one.name.elements.map(({ name: part }, at) => declareOne(part.text, undefined, one.initializer.elements[at], one)).join("\n")
    : declareOne(one.name.text, one.type, one.initializer, one))).join("\n");
  const inScope = (work) => {
    scopes.push(new Map());
    const made = work();
    scopes.pop();
    return made;
  };
  const loop = (test, next, body) => {
    const at = body.getStart(source);
    loops.push(at);
    const inner = statement(body);
    loops.pop();
    const end = test ? `(br_if $end.${at} (i32.eqz ${condition(test)}))` : "";
    return `(block $end.${at} (loop $top.${at}\n${end}\n(block $next.${at}\n${inner})\n${next ? effect(next) : ""} (br $top.${at})))`;
  };
  function statement(one) {
    if (ts.isBlock(one)) return inScope(() => one.statements.map(statement).join("\n"));
    if (ts.isVariableStatement(one)) return declare(one.declarationList);
    if (ts.isExpressionStatement(one)) return effect(one.expression);
    if (ts.isIfStatement(one)) return `(if ${condition(one.expression)} (then ${inScope(() => statement(one.thenStatement))})${one.elseStatement ? ` (else ${inScope(() => statement(one.elseStatement))})` : ""})`;
    if (ts.isWhileStatement(one)) return inScope(() => loop(one.expression, undefined, one.statement));
    if (ts.isForStatement(one)) return inScope(() => {
      const first = one.initializer ? (ts.isVariableDeclarationList(one.initializer) ? declare(one.initializer) : effect(one.initializer)) : "";
      return `${first}\n${loop(one.condition, one.incrementor, one.statement)}`;
    });
    if (one.kind === K.BreakStatement) return `(br $end.${loops.at(-1)})`;
    if (one.kind === K.ContinueStatement) return `(br $next.${loops.at(-1)})`;
    if (ts.isReturnStatement(one)) return back(one.expression ? as(expression(one.expression), result, one) : "");
    return refuse(one, "a declaration, an assignment, if, for, while, break, continue or return");
  }
  const code = bodyOf(node);
  const head = params.map((one) => `(param $${one.name} ${wasmType(one.type)})`).join(" ");
  const gives = ownResult === "void" ? "" : `(result ${wasmType(ownResult)})`;
  const own = locals.map(({ wasm, type }) => `(local ${wasm} ${wasmType(type)})`).join(" ");
  return `  (func ${name} ${head} ${gives}\n${own}\n${code}${ownResult === "void" ? "" : "\n(unreachable)"})`;
}
