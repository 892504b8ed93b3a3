// Before the first paint: the look chosen in this browser, as ui/use-theme.ts keeps it.
if (localStorage.getItem('huiliu.theme') === 'dark') document.documentElement.dataset.theme = 'dark';
