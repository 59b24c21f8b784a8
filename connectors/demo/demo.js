// The pages ask the chat through its public method; the chat itself is one script tag in each page.
const chat = () => document.querySelector('wegwijs-chat');

for (const button of document.querySelectorAll('[data-question]')) {
  button.addEventListener('click', () => chat().ask(button.dataset.question));
}
for (const button of document.querySelectorAll('[data-event]')) {
  button.addEventListener('click', () => dispatchEvent(new Event(button.dataset.event)));
}

document.querySelector('#vraag')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  chat().ask(form.elements.vraag.value);
  form.reset();
});
