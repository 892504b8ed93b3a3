/** The one fetch client: cookies, CSRF, our error shape, JSON in and out. Decimals stay strings. */
import type { FieldComplaint, WireError } from './wire';

export const BASE = '/api/v1';

/** Everything the server refuses, in its wire shape. `status` 0: the server was not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Readonly<Record<string, FieldComplaint[]>>;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(status: number, wire: WireError) {
    super(wire.message);
    this.name = 'ApiError';
    this.status = status;
    this.code = wire.code;
    this.fields = wire.fields ?? {};
    this.data = wire.data ?? {};
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

interface Call {
  query?: Query;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

let csrf = '';
let language = 'zh-CN';
let onSignedOut: () => void = () => undefined;

/** The token of `GET /session`; every write carries it. */
export function setCsrf(token: string): void {
  csrf = token;
}

export function setApiLanguage(value: string): void {
  language = value;
}

/** Called when any call but the sign-in itself answers 401. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export const api = {
  get: <T>(path: string, call?: Call) => send<T>('GET', path, undefined, call),
  post: <T>(path: string, body?: unknown, call?: Call) => send<T>('POST', path, body ?? {}, call),
  put: <T>(path: string, body: unknown, call?: Call) => send<T>('PUT', path, body, call),
  patch: <T>(path: string, body: unknown, call?: Call) => send<T>('PATCH', path, body, call),
  delete: <T>(path: string, call?: Call) => send<T>('DELETE', path, undefined, call),
  upload: <T>(path: string, file: File, extra: Record<string, string> = {}) => {
    const body = new FormData();
    body.append('file', file);
    for (const [name, value] of Object.entries(extra)) body.append(name, value);
    return send<T>('POST', path, body);
  },
};

/** `/a/{b}` with parts escaped: url`/apps/${app}/forms/${form}`. */
export function url(strings: TemplateStringsArray, ...parts: string[]): string {
  return strings.reduce((all, piece, i) => all + piece + (i < parts.length ? encodeURIComponent(parts[i] ?? '') : ''), '');
}

export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function send<T>(method: string, path: string, body?: unknown, call: Call = {}): Promise<T> {
  const response = await reach(method, path, body, call);
  const text = response.status === 204 ? '' : await response.text();
  const answer = parse(text);
  if (response.ok) return answer as T; // the server's OpenAPI is the contract
  const error = new ApiError(response.status, asWireError(answer, response.status));
  if (response.status === 401 && !path.startsWith('/auth/')) onSignedOut();
  throw error;
}

async function reach(method: string, path: string, body: unknown, call: Call): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language, ...call.headers };
  if (method !== 'GET' && csrf) headers['X-CSRFToken'] = csrf;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['Content-Type'] = 'application/json';
  try {
    return await fetch(withQuery(BASE + path, call.query), {
      method,
      headers,
      credentials: 'same-origin',
      signal: call.signal ?? null,
      body: body === undefined ? null : isForm ? body : JSON.stringify(body),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, { code: 'unreachable', message: UNREACHABLE[language] ?? UNREACHABLE['zh-CN'] ?? '' });
  }
}

const UNREACHABLE: Record<string, string> = {
  'zh-CN': '网络连接失败，请检查网络后重试。',
  en: 'The server cannot be reached. Check the connection and try again.',
};
const BROKEN: Record<string, string> = {
  'zh-CN': '服务器暂时无法处理请求，请稍后重试。',
  en: 'The server could not handle this. Try again later.',
};

function parse(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's HTML page: asWireError words it
  }
}

function asWireError(answer: unknown, status: number): WireError {
  if (typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer) {
    return answer as WireError; // the one wire shape
  }
  return { code: `http_${status}`, message: BROKEN[language] ?? BROKEN['zh-CN'] ?? '' };
}
