/** Asks the form of a new posting first: everything else can then be guessed from it. */
import { Modal } from 'antd';
import { useState } from 'react';
import { FormSelect } from '../automation/parts/FormSelect';
import { shortId } from '../lib/short-id';
import { useT } from '../words';
import { useLedger, useSpokenOf } from './context';
import { idsOf } from './document';
import { postingOf } from './guess';
import './words';

export default function NewPosting({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { design } = useLedger();
  const [chosen, setChosen] = useState('');
  const { formOf, namedOf } = useSpokenOf(chosen ? [chosen] : []);
  const form = chosen ? formOf(chosen) : undefined;
  const add = () => {
    if (!form) return;
    const { doc, add: addTo } = design.getState();
    addTo('postings', postingOf(shortId('p', idsOf(doc)), form, doc, namedOf(chosen)));
    onClose();
  };
  return (
    <Modal open title={t('ledger.add_posting')} okText={t('ledger.add')} okButtonProps={{ disabled: !form }} onOk={add} onCancel={onClose}>
      <FormSelect name={t('ledger.posting_form')} value={chosen} hint={t('ledger.posting_form_hint')} onChange={setChosen} />
    </Modal>
  );
}
