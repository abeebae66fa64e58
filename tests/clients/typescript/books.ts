// Talks to the mock of the books with types that come from their description.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

declare const process: { argv: string[] };

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not so: ${what}`);
}

const [, , baseUrl, authorization] = process.argv;
const client = createClient<paths>({ baseUrl, headers: { Authorization: authorization } });

const made = await client.POST("/books", { body: { title: "Orlando", genre: "novel", pages: 474 } });
demand(made.data !== undefined, "a book is made");
const book: components["schemas"]["Book"] = made.data;
demand(book.title === "Orlando" && book.pages === 474, "it is what was sent");
const id: number = book.id ?? 0;

const changed = await client.PATCH("/books/{id}", { params: { path: { id } }, body: { pages: 500 } });
const read = await client.GET("/books/{id}", { params: { path: { id } } });
demand(read.data?.pages === 500 && changed.data?.pages === 500, "a change is kept");

const novels = await client.GET("/books", { params: { query: { genre: "novel", limit: 10 } } });
const titles: (string | undefined)[] = (novels.data?.books ?? []).map((one) => one.title);
demand(titles.join() === "Emma,Orlando", "the list is filtered");

// @ts-expect-error a genre that no page names is no genre
const refused = await client.POST("/books", { body: { title: "Orlando", genre: "comic" } });
demand(refused.response.status === 400, "what the types forbid is refused");

const removed = await client.DELETE("/books/{id}", { params: { path: { id } } });
demand(removed.response.status === 204, "it is removed");
const gone = await client.GET("/books/{id}", { params: { path: { id } } });
demand(gone.response.status === 404, "what was removed is gone");

console.log("all is as described");
