import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, ApiError, setCsrf, url, whenSignedOut, withQuery } from './api';

const answer = (status: number, body: string) =>
  vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response(status === 204 ? null : body, { status }))));
const lastCall = () => vi.mocked(fetch).mock.calls[0] as [string, RequestInit];

afterEach(() => vi.unstubAllGlobals());

describe('api', () => {
  it('sends JSON with the CSRF token and keeps decimals as strings', async () => {
    answer(200, '{"total":"0.10"}');
    setCsrf('token');
    await expect(api.post('/x', { qty: '1.50' })).resolves.toEqual({ total: '0.10' });
    const [path, init] = lastCall();
    expect(path).toBe('/api/v1/x');
    expect(init.body).toBe('{"qty":"1.50"}');
    expect((init.headers as Record<string, string>)['X-CSRFToken']).toBe('token');
  });

  it('raises the wire error with its fields', async () => {
    answer(422, '{"code":"validation_failed","message":"有内容需要修改。","fields":{"lines.2.qty":[{"code":"too_small","min":"0","message":"不能小于 0"}]}}');
    const error = await api.post('/x').catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, code: 'validation_failed', fields: { 'lines.2.qty': [{ code: 'too_small' }] } });
  });

  it('words an answer that is not ours', async () => {
    answer(502, '<html>bad gateway</html>');
    await expect(api.get('/x')).rejects.toMatchObject({ status: 502, code: 'http_502' });
  });

  it('says signed out on 401, but not for a wrong password', async () => {
    const signedOut = vi.fn();
    whenSignedOut(signedOut);
    answer(401, '{"code":"bad_credentials","message":"x"}');
    await api.post('/auth/login').catch(() => undefined);
    expect(signedOut).not.toHaveBeenCalled();
    await api.get('/me').catch(() => undefined);
    expect(signedOut).toHaveBeenCalledTimes(1);
  });

  it('escapes path parts and leaves empty query values out', () => {
    expect(url`/apps/${'a/b'}/x`).toBe('/apps/a%2Fb/x');
    expect(withQuery('/x', { a: 1, b: '', c: null, d: false })).toBe('/x?a=1&d=false');
  });
});
