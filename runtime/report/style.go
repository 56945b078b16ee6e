package report

// Style is how text is written.
type Style struct {
	Colour bool // with the colours of a terminal
	Width  int  // columns of the terminal; 0 does not break lines
	ASCII  bool // symbols that every terminal and font has
	Full   bool // everything, however long
}

// The symbols in texts.
const (
	arrow    = " → "
	ellipsis = "…"
	dot      = " · "
	rule     = "─"
)

// symbol is a symbol or a mark as the style wants it.
func (t *textWriter) symbol(s string) string {
	if !t.style.ASCII {
		return s
	}
	switch s {
	case arrow:
		return " -> "
	case ellipsis:
		return "..."
	case dot:
		return "; "
	case rule:
		return "-"
	case string(Bullet):
		return "*"
	case string(Fault):
		return "x"
	case string(Skip):
		return ">"
	case string(Tick):
		return "[ ]"
	}
	return s
}

// colour is a way of printing a terminal knows.
type colour string

const (
	bold   colour = "1"
	dim    colour = "2"
	red    colour = "31"
	green  colour = "32"
	yellow colour = "33"
	cyan   colour = "36"
)

func (m Mark) colour() colour {
	switch m {
	case Add:
		return green
	case Alter:
		return yellow
	case Remove, Fault:
		return red
	case Act, Tick:
		return cyan
	}
	return dim
}

func (tone Tone) colour() colour {
	switch tone {
	case Good:
		return green
	case Warning:
		return yellow
	case Bad:
		return red
	}
	return bold
}

func (t *textWriter) paint(c colour, s string) string {
	if !t.style.Colour || s == "" || c == "" {
		return s
	}
	return "\x1b[" + string(c) + "m" + s + "\x1b[0m"
}
