/** What one does with one's own account from more than one place. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '@/core/api';
import { keys } from '@/core/keys';
import type { Me } from '@/core/wire';
import type { Language } from '@/core/words';
import { changeLanguage } from '@/locales';
import { useToast } from '@/ui/toast';

/** Kept at the server first: whoever sees the new language finds it on the next page too. */
export function useSwitchLanguage(): (language: Language) => void {
  const queries = useQueryClient();
  const toast = useToast();
  const change = async (language: Language) => {
    await api.patch('/me', { language });
    await changeLanguage(language);
    queries.setQueryData<Me>(keys.me, (before) => before && { ...before, language });
    await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' && query.queryKey[0] !== 'session' });
  };
  return (language) => void change(language).catch(toast.failed);
}

export function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const leave = async () => {
    await api.post('/auth/logout');
    queries.clear();
    await navigate('/login', { replace: true });
  };
  return () => void leave().catch(toast.failed);
}
