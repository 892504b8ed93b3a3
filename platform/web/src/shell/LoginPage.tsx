/** Signing in: by password, or in demo mode with one click. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { changeLanguage } from '@/locales';
import { api, ApiError, setCsrf } from '@/core/api';
import type { Language } from '@/core/words';
import { keys } from '@/core/keys';
import type { DemoAccount, Me, Session } from '@/core/wire';
import { useSession } from '@/runtime/queries';
import { useLanguage, usePageTitle } from '@/ui/hooks';
import { safePath } from '@/core/paths';
import { Icon } from '@/ui/icons';
import { Avatar, Logo } from './Brand';
import './shell.css';

interface Credentials {
  login: string;
  password: string;
}

export function LoginPage() {
  const { t } = useTranslation();
  const session = useSession();
  const language = useLanguage();
  const [chosen, setChosen] = useState<Language | null>(null);
  const signing = useSignIn(chosen);
  usePageTitle(t('login.title'));
  if (session.data) setCsrf(session.data.csrf);
  if (session.data?.signed_in) return <Navigate to={signing.next} replace />;
  const demo = session.data?.demo ?? [];
  return (
    <div className="login">
      <div className="login-left">
        <div className="login-brand">
          <Logo size={32} />
          {t('brand')}
        </div>
        <div>
          <h1>{t('login.claim')}</h1>
          <p>{t('login.claim_more')}</p>
        </div>
        <p className="login-foot">{t('login.foot')}</p>
        <svg className="login-streams" viewBox="0 0 600 260" fill="none" stroke="#fff" strokeWidth="26" strokeLinecap="round" aria-hidden="true">
          <path d="M-20 40c220 0 220 100 400 100h260M-20 140h660M-20 240c220 0 220-100 400-100" />
        </svg>
      </div>
      <main className="login-right">
        <Button className="login-language" type="text" onClick={() => {
          const other = language === 'en' ? 'zh-CN' : 'en';
          setChosen(other);
          void changeLanguage(other);
        }}>
          {language === 'en' ? '中文' : 'English'}
        </Button>
        <h2>{t('login.title')}</h2>
        {signing.error !== null && (
          <div className="alert" role="alert">
            <Icon name="error" />
            {wordsOf(signing.error, t)}
          </div>
        )}
        <PasswordForm isBusy={signing.isBusy} onSubmit={signing.submit} />
        {demo.length > 0 && (
          <section className="login-demo" aria-labelledby="demo-title">
            <h3 id="demo-title">{t('login.demo')}</h3>
            <span className="muted">{t('login.demo_more')}</span>
            <ul>
              {demo.map((account) => (
                <li key={account.login}>
                  <DemoButton account={account} isBusy={signing.isBusy} onClick={() => signing.enter({ demo: account.login })} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </div>
  );
}

function PasswordForm({ isBusy, onSubmit }: { isBusy: boolean; onSubmit: (given: Credentials) => void }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (login.trim() && password) onSubmit({ login: login.trim(), password });
  };
  return (
    <form className="login-form" onSubmit={submit}>
      <label htmlFor="login">{t('login.login')}</label>
      <Input id="login" size="large" autoComplete="username" autoFocus required value={login} onChange={(event) => setLogin(event.target.value)} />
      <label htmlFor="password">{t('login.password')}</label>
      <Input id="password" type="password" size="large" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
      <Button type="primary" size="large" htmlType="submit" block loading={isBusy}>
        {t('login.submit')}
      </Button>
    </form>
  );
}

function DemoButton({ account, isBusy, onClick }: { account: DemoAccount; isBusy: boolean; onClick: () => void }) {
  return (
    <button type="button" className="demo-button" disabled={isBusy} onClick={onClick}>
      <Avatar name={account.role || account.name} />
      <span>
        {account.role || account.name}
        {account.role && <small>{account.name}</small>}
      </span>
    </button>
  );
}

/** `chosen`: a language picked before signing in is the member's from then on. */
function useSignIn(chosen: Language | null) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const next = safePath(search.get('next'));
  const enter = async (body: Credentials | { demo: string }) => {
    setBusy(true);
    setError(null);
    try {
      const me = await api.post<Me>('/auth/login', body);
      const session = await api.get<Session>('/session'); // the token changes at sign-in
      setCsrf(session.csrf);
      const language = chosen ?? me.language;
      if (language !== me.language) await api.patch('/me', { language });
      queries.clear();
      queries.setQueryData(keys.session, session);
      queries.setQueryData(keys.me, { ...me, language });
      await navigate(next, { replace: true });
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return { enter: (body: Credentials | { demo: string }) => void enter(body), submit: (values: Credentials) => void enter(values), error, isBusy, next };
}

function wordsOf(error: unknown, t: (key: string) => string): string {
  if (!(error instanceof ApiError)) return t('failed.broken');
  if (error.code === 'bad_credentials') return t('login.bad_credentials');
  return error.message || t('failed.broken');
}
