// The page asks the chat through its public method; the chat itself is one script tag in index.html.
const chat = () => document.querySelector('wegwijs-chat');

for (const button of document.querySelectorAll('[data-question]')) {
  button.addEventListener('click', () => chat().ask(button.dataset.question));
}

const form = document.querySelector('#vraag');
form.addEventListener('submit', (event) => {
  event.preventDefault();
  chat().ask(form.elements.vraag.value);
  form.reset();
});
