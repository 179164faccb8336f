import { z } from 'zod';

/** What a policy's zod shapes say about a place in the file: which keys there are, what is expected. */

const isShape = (one: unknown): one is z.ZodType => one instanceof z.ZodType;

/** The shapes behind optional, nullable, default and the like; an intersection is both of its sides. */
const peel = (shape: z.ZodType): readonly z.ZodType[] => {
  if (
    shape instanceof z.ZodOptional ||
    shape instanceof z.ZodNullable ||
    shape instanceof z.ZodDefault
  )
    return [shape.unwrap()].filter(isShape).flatMap(peel);
  if (shape instanceof z.ZodIntersection)
    return [shape.def.left, shape.def.right].filter(isShape).flatMap(peel);
  if (shape instanceof z.ZodPipe) return [shape.def.in].filter(isShape).flatMap(peel);
  if (shape instanceof z.ZodUnion) return shape.options.filter(isShape).flatMap(peel);
  return [shape];
};

const below = (shape: z.ZodType, key: PropertyKey): readonly z.ZodType[] => {
  if (shape instanceof z.ZodObject) {
    const known: Readonly<Record<string, unknown>> = shape.shape;
    return [known[String(key)]].filter(isShape);
  }
  if (shape instanceof z.ZodArray) return [shape.element].filter(isShape);
  if (shape instanceof z.ZodRecord) return [shape.valueType].filter(isShape);
  return [];
};

/** Everything the shapes say about one path. */
export const shapesAt = (
  shapes: readonly z.ZodType[],
  path: readonly PropertyKey[],
): readonly z.ZodType[] =>
  path.reduce<readonly z.ZodType[]>(
    (now, key) => now.flatMap(peel).flatMap((shape) => below(shape, key)),
    shapes,
  );

/** The keys the shapes name at one place; null: any key may stand there. */
export const keysOf = (shapes: readonly z.ZodType[]): readonly string[] | null => {
  const peeled = shapes.flatMap(peel);
  const objects = peeled.filter((one) => one instanceof z.ZodObject);
  const isOpen = peeled.some((one) => one instanceof z.ZodRecord) || objects.some(isLoose);
  if (isOpen || objects.length === 0) return null;
  return [...new Set(objects.flatMap((one) => Object.keys(one.shape)))];
};

const isLoose = (shape: z.ZodObject): boolean => {
  const { catchall } = shape.def;
  return catchall !== undefined && !(catchall instanceof z.ZodNever);
};

interface Words {
  readonly chinese: string;
  readonly english: string;
}

/** What is expected at a place, in words; where several slices look at it, what the strictest wants. */
export const expectedAt = (shapes: readonly z.ZodType[]): Words => {
  const ruled = shapes.filter(isRuled);
  const told = (ruled.length > 0 ? ruled : shapes).map(wordsOf);
  // whoever names limits or words says more than whoever only wants a number or a text
  const strictness = ({ chinese }: Words): number =>
    chinese.length + (chinese.includes('整数') ? 1 : 0);
  const [strictest] = told.sort((a, b) => strictness(b) - strictness(a));
  return strictest ?? { chinese: '别的内容', english: 'something else' };
};

const wordsOf = (shape: z.ZodType): Words => {
  if (shape instanceof z.ZodNullable) {
    const inner = expectedAt([shape.unwrap()].filter(isShape));
    return { chinese: `${inner.chinese}或 null`, english: `${inner.english} or null` };
  }
  const [first] = peel(shape);
  if (first === undefined) return { chinese: '别的内容', english: 'something else' };
  return first === shape ? plainWords(shape) : wordsOf(first);
};

const plainWords = (shape: z.ZodType): Words => {
  if (shape instanceof z.ZodNumber) return numberWords(shape);
  if (shape instanceof z.ZodString) return { chinese: '文字', english: 'text' };
  if (shape instanceof z.ZodBoolean) return { chinese: 'true 或 false', english: 'true or false' };
  if (shape instanceof z.ZodEnum) {
    const words = shape.options.map(String);
    return { chinese: `以下之一：${words.join('、')}`, english: `one of ${words.join(', ')}` };
  }
  if (shape instanceof z.ZodArray) return { chinese: '列表 [ … ]', english: 'a list' };
  if (isRuled(shape))
    return {
      chinese: '{ value: 值, clause: 条款号 } 的样子',
      english: '{ value: …, clause: … }',
    };
  return { chinese: '一组“键: 值”', english: 'a map of keys' };
};

const numberWords = (shape: z.ZodNumber): Words => {
  const [from, to] = [shape.minValue, shape.maxValue].map(limitOf);
  const isRange = from != null && to != null;
  const isWhole = shape.format === 'safeint';
  return {
    chinese: `${isRange ? `${from}到${to}的` : ''}${isWhole ? '整数' : '数字'}`,
    english: `${isWhole ? 'int' : 'number'}${isRange ? ` from ${from} to ${to}` : ''}`,
  };
};

/** A whole number has the machine's own limits where the measure names none. */
const limitOf = (limit: number | null): number | null =>
  limit === null || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? null : limit;

/** `{ value, clause }`: a value of the measure with the clause behind it. */
export const isRuled = (shape: z.ZodType): boolean =>
  peel(shape).some(
    (one) =>
      one instanceof z.ZodObject && Object.keys(one.shape).sort().join(' ') === 'clause value',
  );
