export default {
  template: `
    <header class="title-bar">
      <svg class="file-icon" viewBox="0 0 32 32" aria-hidden="true">
        <rect x="5" y="2" width="22" height="28" rx="3" fill="#188038"/><path d="M10 12h12v13H10z" fill="#fff"/>
        <path d="M10 16.3h12M10 20.6h12M16 12v13" stroke="#188038" stroke-width="1.6"/>
      </svg>
      <select v-if="books.length > 1" class="file-select" data-testid="spreadsheet-select" aria-label="Spreadsheet"
        :value="active" @change="$emit('pick', $event.target.value)">
        <option v-for="book in books" :key="book.id" :value="book.id">{{ book.title }}</option>
      </select>
      <h1 v-else class="file-title" data-testid="spreadsheet-title">{{ books[0]?.title ?? "No spreadsheet yet" }}</h1>
      <button v-if="!books.length" class="primary" data-testid="create-spreadsheet" @click="$emit('create')">New spreadsheet</button>
      <span class="local-note">local sandbox</span>
      <span class="legend" title="A changed cell lights up in the colour of whoever changed it">
        <i class="swatch swatch-person"></i>a person
        <i class="swatch swatch-api"></i>a program
      </span>
    </header>
  `,
  props: { books: Array, active: String },
};
