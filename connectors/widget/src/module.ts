/** To import: defines `<wegwijs-chat>` and places nothing. Say where the gateway is with its attribute `server`. */

import { WegwijsChat } from './element';

if (!customElements.get('wegwijs-chat')) customElements.define('wegwijs-chat', WegwijsChat);

export { WegwijsChat };
