// Package catalog is the single source of everything accstar knows about the HTTP APIs of Autodesk Construction Cloud.
//
// A [Service] is what a playbook calls acc.NAME; an [Operation] is one HTTP endpoint of it, described as data: its method
// and path, its parameters and body, which tokens and scopes it takes, how it is paged, which quota it draws on, and what
// it does to which [Entity]. Everything else is derived from here: the members a playbook sees and their argument checks,
// the requests, the choice of token, the retry rules, the preview, the routes of the practice account, and the docs.
//
// A new endpoint is one literal in the file of its service; a new service is one file and one line in [New]. The tests of
// this package prove the catalogue consistent with itself.
//
// The package imports nothing else of accstar. Values are read-only once [New] has returned, and may be shared.
package catalog

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// Effect says what an operation does to the account.
type Effect string

// The effects. Everything but Read is a change: it is shown in a preview, held to a plan, and journalled.
const (
	Read   Effect = "read"
	Create Effect = "create"
	Update Effect = "update"
	Delete Effect = "delete"
	Action Effect = "action" // changes something, but not one record's fields: starts a job, sends a mail
)

// Changes reports whether an operation with this effect may alter the account.
func (e Effect) Changes() bool { return e != Read }

// TokenKind is a kind of access token an operation accepts.
type TokenKind string

// The kinds of token, as Autodesk's reference names them. A service account's token counts as 3-legged.
const (
	TwoLegged     TokenKind = "2-legged"      // client credentials alone
	TwoLeggedUser TokenKind = "2-legged+user" // client credentials, acting for the user named in the User-Id header
	ThreeLegged   TokenKind = "3-legged"      // a signed-in person, or a service account
)

// Type is the type of a value on the wire: one of string, uuid, urn, int, number, bool, date, datetime, object, map, any,
// file; with a leading "[]" a list of those, with a trailing "|null" nullable. Examples: "string", "[]uuid", "date|null".
//
// A query parameter of type map stands for many: each entry k: v is sent as name[k]=v, and in a k such as "createTime-ge" what
// follows the last "-" goes behind the bracket, name[createTime]-ge=v, if it is lt, le, eq, ge, gt, starts, ends or contains.
type Type string

// Nullable reports whether JSON null is a documented value.
func (t Type) Nullable() bool { return strings.HasSuffix(string(t), "|null") }

// Base is the type without "|null".
func (t Type) Base() Type { return Type(strings.TrimSuffix(string(t), "|null")) }

// IsList reports whether the type is a list.
func (t Type) IsList() bool { return strings.HasPrefix(string(t), "[]") }

// Elem is the element type of a list, and the base type of anything else.
func (t Type) Elem() Type { return Type(strings.TrimPrefix(string(t.Base()), "[]")) }

// Field is a path, query or header parameter, a field of a request body, or a field of an answer.
type Field struct {
	// Name is the API's own spelling. In bodies and answers nested fields are dotted and lists marked:
	// "products[].key". A body that is a bare list spells its items "[].email", or "[]" if they are plain values; one that
	// is a map from IDs to objects "{}.email".
	Name string
	// Arg is the name a playbook uses where it differs from the one derived from Name; see [Field.ArgName].
	Arg      string
	Type     Type
	Required bool
	Enum     []string
	Default  string // what the service assumes when the field is left out, as printed in the docs
	Prefix   Prefix // of the ID of an account or project
	Repeat   bool   // a list in the query is sent as a parameter for each value, not as one joined by commas
	Min, Max int64  // bounds of a number; 0, 0 means unknown
	MaxLen   int    // longest string in characters; 0 means unknown
	Doc      string
	// Test says what a filter parameter tests. Nil on a parameter that filters means the test is not known, and a
	// preview that needs it says so instead of guessing.
	Test *Test
}

// Prefix says how the ID of an account or a project is spelled: Data Management puts "b." before it, most others do not.
type Prefix string

// The prefixes. The zero value is any ID, left as it is given.
const (
	Prefixed   Prefix = "b."
	Unprefixed Prefix = "none"
)

// Match is the way a filter compares.
type Match string

// The ways filters compare.
const (
	MatchText     Match = "text"          // ignoring case; how much of the value must match is set by filterTextMatch
	MatchPartial  Match = "partial"       // ignoring case, contained anywhere, unless the parameter "partial" is false
	MatchEqual    Match = "equal"         // exactly one value
	MatchOneOf    Match = "one-of"        // one of a comma-separated list
	MatchNotOneOf Match = "one-of-or-not" // as one-of; a leading "-" leaves a value out
	MatchRange    Match = "range"         // a..b, a.. or ..b of ISO 8601 times
	MatchTrue     Match = "true"          // each listed name must be a true member of the object at Field, any of them
	MatchKeys     Match = "keys"          // the list of objects at Field has one whose key is listed, and is not "none"
)

// Test is what a filter parameter compares: the field of the record, and how. A test of a field that is a list of plain
// values holds when it holds for one of them.
type Test struct {
	// Field is a dotted path in the entity's own (canonical) record; on an operation with Via, in the record it returns.
	Field string
	Match Match
}

// PageStyle is the way a list is cut into pages.
type PageStyle string

// The page styles.
const (
	NoPages      PageStyle = ""
	OffsetPages  PageStyle = "offset"
	NumberPages  PageStyle = "page"
	CursorPages  PageStyle = "cursor"
	NextURLPages PageStyle = "next_url"
)

// Pagination describes how a list operation is paged. Items, Total and Next are dotted paths in the answer; Items "$"
// means the answer is the bare list itself.
//
// Next leads to the next page: to its address, or with CursorPages to the cursor, which is either there itself or in an
// address as the value of OffsetParam. Pages numbered by NumberPages count from 0.
type Pagination struct {
	Style                   PageStyle
	LimitParam, OffsetParam string // OffsetParam also names the page number or the cursor
	CursorInBody            bool   // LimitParam and OffsetParam are fields of the body
	DefaultLimit, MaxLimit  int
	Items, Total, Next      string
}

// Shape is the shape of an answer.
type Shape string

// The shapes.
const (
	NoBody Shape = "none"
	Object Shape = "object"
	List   Shape = "list"
)

// Returns describes the answer of an operation that succeeded.
type Returns struct {
	Shape  Shape
	Items  string // path of the list in an answer that is not paged; "" or "$" means the bare answer
	Fields []Field
	Beside []Field // of a list, what comes beside it in the same answer; who takes the bare list does not see it
}

// ErrorCase is one documented answer other than success: a refusal, or 202, 303 and 304 where they do not bring what was asked for.
type ErrorCase struct {
	Status int
	When   string
}

// Encoding is how the body of a request travels.
type Encoding string

// The encodings. JSON is the default.
const (
	JSON      Encoding = ""
	JSONAPI   Encoding = "json-api" // JSON sent as application/vnd.api+json
	Form      Encoding = "form"
	Multipart Encoding = "multipart"
	Binary    Encoding = "binary" // the one field of the body, a file, and nothing around it
)

// BodyShape is the outermost shape of a JSON body.
type BodyShape string

// The body shapes.
const (
	ObjectBody BodyShape = ""
	ArrayBody  BodyShape = "array"
	MapBody    BodyShape = "map"
)

// Model says how far the effect of a change is known, and so how a preview treats it.
type Model string

// The models. A read has none.
const (
	Modelled Model = "modelled" // rules of its own: refusals, what ACC adds by itself
	Generic  Model = "generic"  // create, merge or remove one record, by the catalogue's description; files are left out
	Opaque   Model = "opaque"   // what it does to later reads is not known; a preview says so
)

// Operation is one HTTP endpoint.
type Operation struct {
	Service string // set by New
	Name    string
	SDK     string // the same call in the Python acc_sdk, where it has one
	Method  string
	Host    string // where it differs from the base URL's
	Path    string // path parameters in braces
	Summary string

	Effect Effect
	Tokens []TokenKind
	Scopes []string
	Limit  string // name of the Limit it draws on; "" means undocumented

	Headers    []Field
	PathParams []Field
	Query      []Field
	Body       []Field
	BodyShape  BodyShape
	Encoding   Encoding
	BatchLimit int
	// Batch is the list of the body whose items stand for themselves, so that more than BatchLimit of them may be sent in several
	// requests: a top-level field, or "[]" for a body that is a list. "" where ACC takes all items or none, or means them to go
	// together.
	Batch string
	// FusedBy is the full name of the operation by which several changes like this one can travel in one request, as items of its
	// Batch. Fields that it has beside that list have to be the same in all of them.
	FusedBy    string
	Pagination Pagination

	Status  int // of success; any 2xx is accepted
	Returns Returns
	Errors  []ErrorCase

	Entity string // name of the Entity it reads or changes
	Target string // path parameter that holds the ID of the one record it reads or changes
	Form   string // which of the entity's forms its bodies have; "" is the canonical one
	// Via is the path parameter naming something else (a person) that the listed records have to do with. A list with
	// Via is no whole collection, and what belongs in it does not show in the records alone.
	Via   string
	Model Model
	Async bool // accepted now, done later: the answer does not show the end state
	// Polled reads show work that goes on by itself: what was made in a run and not changed since is asked for again all the same.
	Polled bool
	// SameAs is the full name of the operation that this one is another name of: the same endpoint, offered by two services.
	SameAs string
	// Composed are the full names of the operations that one is made of which is no endpoint of its own.
	Composed []string
	parts    []*Operation
	// Internal operations are for accstar itself: they deal in tokens, keys and secrets, which no playbook sees, or in a
	// person's browser.
	Internal bool

	Notes         string
	Source        string
	LowConfidence bool // inferred from a client's source rather than from Autodesk's own reference
	Deprecated    bool
}

// ID is the operation's full name, as in "project_users.patch".
func (o *Operation) ID() string { return o.Service + "." + o.Name }

// Entity is a kind of thing in an account: what operations read and change. Fields are named by dotted paths.
type Entity struct {
	Name   string   // "member"
	One    string   // what a user reads: "member"
	Many   string   // "members"
	Parent string   // path parameter that names the collection it lives in: "project_id"; "" when there is one only
	IDs    []string // fields that identify it; the first is the one that new records get
	Key    []string // natural key, compared ignoring case; empty when it has none
	Forms  []string // shapes its records are shown in beside the canonical one, see Operation.Form
	Title  []string // fields to show it by; the first that is set
	List   string   // operation that lists a whole collection: "project_users.list"; "" when none does
	// ReadAll are extra query arguments List needs to give the whole collection, name to value.
	ReadAll map[string]string
	// Unlisted names values of a field that List leaves out although such records exist, as "status": {"deleted"}.
	Unlisted map[string][]string
	// Filled are the fields only ACC can fill. In a preview they are unknown on records that are yet to be created.
	Filled []string
	// Visible is how long a change may take to show in reads.
	Visible time.Duration
}

// Limit is a documented rate limit: so many requests a minute for all operations that name it, per scope key.
type Limit struct {
	Name      string
	PerMinute int
	Scope     LimitScope
	Doc       string
	Source    string
}

// LimitScope says what a limit counts by.
type LimitScope string

// The scopes of limits.
const (
	PerClient       LimitScope = "client"          // one count for each client ID
	PerUser         LimitScope = "user"            // one count for each user
	PerEndpoint     LimitScope = "client+endpoint" // one count for each client ID and operation
	PerUserEndpoint LimitScope = "user+endpoint"   // one count for each user and operation
)

// Service is a group of operations a playbook sees as acc.NAME.
type Service struct {
	Name       string
	Title      string // Autodesk's name
	Summary    string
	Notes      string
	Operations []*Operation
	Values     map[string][]string // documented vocabularies, such as project types
	SDKHelpers []SDKHelper
}

// SDKHelper is a method of the Python acc_sdk that is more than one operation: what it is made of.
type SDKHelper struct {
	Name string
	How  string // in terms of operations of the same service, unless it names another
	Use  string // what takes its place: "forms.past", "acc.products", or a command, "accstar auth login"
}

// Operation returns the service's operation of that name, or nil.
func (s *Service) Operation(name string) *Operation {
	for _, op := range s.Operations {
		if op.Name == name {
			return op
		}
	}
	return nil
}

// Members returns the operations a playbook sees: all but the internal ones.
func (s *Service) Members() []*Operation {
	var out []*Operation
	for _, op := range s.Operations {
		if !op.Internal {
			out = append(out, op)
		}
	}
	return out
}

// Catalogue is all services, entities and limits.
type Catalogue struct {
	Services []*Service
	services map[string]*Service
	ops      map[string]*Operation
	entities map[string]*Entity
	limits   map[string]*Limit
	composed []*Operation
}

// New builds the catalogue. It panics if the literals contradict each other, which the package's tests rule out.
func New() *Catalogue {
	c := build(services(), append(entities(), composedEntities()...), limits())
	c.compose(composed())
	return c
}

func build(services []*Service, entities []*Entity, limits []*Limit) *Catalogue {
	c := &Catalogue{
		Services: services,
		services: map[string]*Service{},
		ops:      map[string]*Operation{},
		entities: map[string]*Entity{},
		limits:   map[string]*Limit{},
	}
	for _, s := range services {
		if c.services[s.Name] != nil {
			panic("catalog: service " + s.Name + " twice")
		}
		c.services[s.Name] = s
		for _, op := range s.Operations {
			op.Service = s.Name
			if c.ops[op.ID()] != nil {
				panic("catalog: operation " + op.ID() + " twice")
			}
			c.ops[op.ID()] = op
		}
	}
	for _, e := range entities {
		c.entities[e.Name] = e
	}
	for _, l := range limits {
		c.limits[l.Name] = l
	}
	sort.Slice(c.Services, func(i, j int) bool { return c.Services[i].Name < c.Services[j].Name })
	return c
}

// Service returns the service of that name, or nil.
func (c *Catalogue) Service(name string) *Service { return c.services[name] }

// Operation returns the operation with the full name "service.operation", or nil.
func (c *Catalogue) Operation(id string) *Operation { return c.ops[id] }

// Must returns the operation with that full name; it panics if there is none. For names written in the code.
func (c *Catalogue) Must(id string) *Operation {
	op := c.ops[id]
	if op == nil {
		panic(fmt.Sprintf("catalog: no operation %q", id))
	}
	return op
}

// Entity returns the entity of that name, or nil.
func (c *Catalogue) Entity(name string) *Entity { return c.entities[name] }

// Limit returns the rate limit of that name, or nil.
func (c *Catalogue) Limit(name string) *Limit { return c.limits[name] }

// Operations returns all operations, ordered by full name.
func (c *Catalogue) Operations() []*Operation {
	var all []*Operation
	for _, s := range c.Services {
		all = append(all, s.Operations...)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID() < all[j].ID() })
	return all
}

// ArgName is the name a playbook uses for a parameter or a top-level body field. "filter[x]" becomes x (snake_case of
// the API's spelling is NOT applied: body fields keep it); a word reserved in Starlark gets a trailing "_"; any other
// character that cannot stand in a name becomes "_".
func (f Field) ArgName() string {
	if f.Arg != "" {
		return f.Arg
	}
	name := f.Name
	if inner, ok := strings.CutPrefix(name, "filter["); ok {
		name = strings.TrimSuffix(inner, "]")
	}
	return argName(name)
}

func argName(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '_', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', i > 0 && r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			b.WriteByte('_')
		}
	}
	out := strings.TrimRight(b.String(), "_")
	if reserved(out) {
		out += "_"
	}
	return out
}

// reserved reports whether Starlark keeps the word for itself.
func reserved(word string) bool {
	switch word {
	case "and", "break", "continue", "def", "elif", "else", "for", "if", "in", "lambda", "load", "not", "or", "pass", "return", "while",
		"as", "assert", "class", "del", "except", "finally", "from", "global", "import", "is", "nonlocal", "raise", "try", "with", "yield":
		return true
	}
	return false
}
