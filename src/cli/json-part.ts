import { UsageError } from "./usage-error.ts";

/** A scalar as results show values. */
export type Scalar = string | number | boolean | null;

/**
 * A part of a JSON file that anyone may have written: each question checks the type of what it reads, and complains with
 * the way to it, `runs[0].properties[2].steps`.
 */
export class JsonPart {
  private readonly file: string;
  private readonly way: string;
  private readonly value: unknown;

  constructor(file: string, value: unknown, way = "") {
    this.file = file;
    this.value = value;
    this.way = way;
  }

  static parse(file: string, text: string): JsonPart {
    try {
      return new JsonPart(file, JSON.parse(text));
    } catch (problem) {
      // Without the excerpt: it may be anything.
      const why = problem instanceof SyntaxError ? problem.message.replace(/, ".*$/s, "") : String(problem);
      throw new UsageError(`${file} is no JSON: ${why}`);
    }
  }

  /** A key that must be there. */
  key(name: string): JsonPart {
    const part = this.optional(name);
    if (part === null) throw this.problem(`the key '${name}' is missing`);
    return part;
  }

  optional(name: string): JsonPart | null {
    const object = this.object();
    const way = this.way === "" ? name : `${this.way}.${name}`;
    return Object.hasOwn(object, name) ? new JsonPart(this.file, object[name], way) : null;
  }

  entries(): readonly (readonly [string, JsonPart])[] {
    return Object.entries(this.object()).map(([name, value]) => {
      return [name, new JsonPart(this.file, value, `${this.way}[${JSON.stringify(name)}]`)] as const;
    });
  }

  list(): readonly JsonPart[] {
    if (!Array.isArray(this.value)) throw this.expected("a list");
    return this.value.map((value: unknown, index) => new JsonPart(this.file, value, `${this.way}[${index}]`));
  }

  text(): string {
    if (typeof this.value !== "string") throw this.expected("a text");
    return this.value;
  }

  /** From 0. */
  whole(): number {
    if (typeof this.value !== "number" || !Number.isSafeInteger(this.value) || this.value < 0) {
      throw this.expected("a whole number from 0");
    }
    return this.value;
  }

  bool(): boolean {
    if (typeof this.value !== "boolean") throw this.expected("true or false");
    return this.value;
  }

  scalar(): Scalar {
    const { value } = this;
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value !== "number" || !Number.isFinite(value))
      throw this.expected("a text, a number, true, false or null");
    return value;
  }

  oneOf<T extends string>(texts: readonly T[]): T {
    const found = texts.find((text) => text === this.value);
    if (found === undefined) throw this.expected(texts.map((text) => `"${text}"`).join(" or "));
    return found;
  }

  nullOr<T>(read: (part: JsonPart) => T): T | null {
    return this.value === null ? null : read(this);
  }

  problem(what: string): UsageError {
    return new UsageError(`${this.file}: ${this.way === "" ? "" : `${this.way}: `}${what}`);
  }

  private expected(what: string): UsageError {
    return this.problem(`expected ${what}`);
  }

  private object(): Readonly<Record<string, unknown>> {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw this.expected("an object");
    return value as Readonly<Record<string, unknown>>;
  }
}
