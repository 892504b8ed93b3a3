/** 来源与下推 among the settings of a form: which documents it follows from. */
import { Button } from 'antd';
import { useState } from 'react';
import type { FormDocument } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Labelled } from '../../lib/Labelled';
import { useForms } from '../../lib/names';
import { shortId } from '../../lib/short-id';
import { useT } from '../../words';
import { useActions, useDoc } from '../context';
import { useProblemsOf } from '../problems';
import { linksOf, type DesignLink } from './document';
import './words';

const LinkEditor = late(async () => (await import('./LinkEditor')).default);

export function Links() {
  const t = useT();
  const words = useWords();
  const doc = useDoc();
  const actions = useActions();
  const problems = useProblemsOf(null);
  const [opened, setOpened] = useState<number | null>(null);
  const links = linksOf(doc);
  const forms = useForms(links.map((link) => link.form));
  const put = (next: readonly DesignLink[]) => actions().patchForm({ links: next.length > 0 ? next : undefined } as Partial<FormDocument>);
  const add = () => {
    put([...links, { id: shortId('from', new Set(links.map((link) => link.id))), title: doc.title, form: '', record: '', quantity: '' }]);
    setOpened(links.length);
  };
  return (
    <Labelled name={t('form.links')} hint={t('links.hint')}>
      {() => (
        <div className="fd-rows">
          {links.map((link, at) => {
            const wrong = problems.filter((one) => one.path.startsWith(`links.${at}.`)).length;
            const name = words(forms.get(link.form)?.title) || t('links.no_form');
            return (
              <div className="fd-row" key={link.id}>
                <Button size="small" block className="lk-one" icon={<Icon name="flow" size={13} />} danger={wrong > 0} onClick={() => setOpened(at)}>
                  {t(link.lines ? 'links.by_lines' : 'links.by_document', { name })}{wrong > 0 && ` · ${t('bar.problems', { count: wrong })}`}
                </Button>
                <button type="button" className="icon-button" aria-label={t('links.remove', { name })} onClick={() => put(links.filter((_, index) => index !== at))}>
                  <Icon name="close" size={13} />
                </button>
              </div>
            );
          })}
          <Button size="small" type="link" icon={<Icon name="add" size={13} />} disabled={doc.document !== true} onClick={add}>
            {t('links.add')}
          </Button>
          {opened !== null && links[opened] && (
            <LinkEditor at={opened} link={links[opened]} onChange={(changes) => put(links.map((one, index) => (index === opened ? cleaned({ ...one, ...changes }) : one)))} onClose={() => setOpened(null)} />
          )}
        </div>
      )}
    </Labelled>
  );
}

/** What is undefined or says nothing is left out of the document. */
function cleaned(link: DesignLink): DesignLink {
  const isNothing = (value: unknown) => value === undefined || value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  const kept = Object.entries(link).filter(([key, value]) => ['id', 'form', 'record', 'quantity', 'title'].includes(key) || !isNothing(value));
  return Object.fromEntries(kept) as unknown as DesignLink; // only optional keys are left out
}
