/**
 * The parts of OpenTelemetry that the runtime uses. The objects of `@opentelemetry/api` have these types; nothing
 * of that package is imported.
 */

/** A `Context` of OpenTelemetry. */
export interface TelemetryContext {
  getValue(key: symbol): unknown;
  setValue(key: symbol, value: unknown): TelemetryContext;
  deleteValue(key: symbol): TelemetryContext;
}

/** Attributes of a span. */
export type TelemetryAttributes = Record<string, string | number>;

/** A `Span` of OpenTelemetry. */
export interface TelemetrySpan {
  setAttribute(key: string, value: string): unknown;
  setStatus(status: TelemetryStatus): unknown;
  end(): void;
}

/** The status of a span; 2 is the code of an error. */
export interface TelemetryStatus {
  readonly code: number;
  readonly message: string;
}

/** What a span begins with. */
export interface TelemetrySpanOptions {
  /** The kind of the span, a `SpanKind` of OpenTelemetry. */
  readonly kind: number;
  readonly attributes: TelemetryAttributes;
}

/** The MQTT 5 user properties that carry a context. */
export type TelemetryCarrier = Record<string, string | string[]>;

/** How to create spans. */
export interface Telemetry {
  /** Creates spans, e.g. `trace.getTracer("station")`. */
  readonly tracer: {
    startSpan(
      name: string,
      options: TelemetrySpanOptions,
      context: TelemetryContext,
    ): TelemetrySpan;
  };
  /** `trace` of `@opentelemetry/api`. */
  readonly trace: {
    setSpan(context: TelemetryContext, span: TelemetrySpan): TelemetryContext;
    deleteSpan(context: TelemetryContext): TelemetryContext;
  };
  /** `context` of `@opentelemetry/api`. */
  readonly context: {
    active(): TelemetryContext;
    with<T>(context: TelemetryContext, run: () => T): T;
  };
  /**
   * `propagation` of `@opentelemetry/api`, or a propagator. It writes the context into MQTT 5 user properties, and
   * reads it from there. Without it, and with MQTT 3.1.1, the spans of two processes belong to two traces.
   */
  readonly propagator?: TelemetryPropagator | undefined;
}

/** Writes contexts into messages, and reads them. */
export interface TelemetryPropagator {
  inject(
    context: TelemetryContext,
    carrier: TelemetryCarrier,
    setter: TelemetrySetter,
  ): void;
  extract(
    context: TelemetryContext,
    carrier: TelemetryCarrier,
    getter: TelemetryGetter,
  ): TelemetryContext;
  /** The names of the user properties. */
  fields(): string[];
}

/** Sets a user property. */
export interface TelemetrySetter {
  set(carrier: TelemetryCarrier, key: string, value: string): void;
}

/** Reads user properties. */
export interface TelemetryGetter {
  keys(carrier: TelemetryCarrier): string[];
  get(carrier: TelemetryCarrier, key: string): string | string[] | undefined;
}
