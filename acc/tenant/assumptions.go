package tenant

import (
	"fmt"
	"slices"
	"strings"
)

// Assumption is a rule that Autodesk's reference leaves open. It has a name, so that docs can list it and the practice
// account can be told to do the other thing.
type Assumption struct {
	Name    string
	Open    string // what the reference leaves open
	Assumed string // what is assumed
	Flipped string // what happens instead when it is flipped
	Then    Consequence
}

// Consequence is what becomes of a run, held to a plan that follows an assumption, on an account that does the other thing. A run
// that reports success while the account ends up otherwise is none of them.
type Consequence string

// The consequences.
const (
	Stops   Consequence = "stopped"                // at the change that ACC takes otherwise, with what it said
	Differs Consequence = "says differs"           // the change is reported as not as planned
	Refused Consequence = "refused in the preview" // nothing is sent that ACC might have taken
	Unseen  Consequence = "incomplete"             // the plan says that it cannot know
	Nothing Consequence = "planned and made"       // the account ends up as planned either way
)

// Text is the consequence as the docs put it.
func (c Consequence) Text() string {
	switch c {
	case Stops:
		return "The run stops at that change and says why."
	case Differs:
		return "The run reports the change as made, but not as planned, with what differs."
	case Refused:
		return "The preview refuses it, as if ACC did; nothing is sent."
	case Unseen:
		return "The plan is marked incomplete: it says that it cannot know."
	}
	return "It does not matter to a run: the account ends up as planned either way."
}

// The names of the assumptions. AllAssumptions says what they mean.
const (
	productsMergeByKey        = "products-merge-by-key"
	roleIDsReplace            = "role-ids-replace"
	mixedAccessAccepted       = "mixed-access-accepted"
	duplicateMember409        = "duplicate-member-409"
	newMemberPending          = "new-member-pending"
	memberIDIsUserID          = "member-id-is-account-user-id"
	memberCompanyLeftEmpty    = "member-company-left-empty"
	addedPersonJoinsDirectory = "added-person-joins-directory"
	inactiveUserRefused       = "inactive-user-cannot-be-added"
	importDropsBadRows        = "import-drops-bad-rows-silently"
	archivedRefusesWrites     = "archived-project-refuses-writes"
	pendingRefusesMembers     = "pending-project-refuses-members"
	bim360Refused403          = "bim360-project-refused-403"
	duplicateProject409       = "duplicate-project-name-409"
	directPendingThenActive   = "direct-project-pending-then-active"
	cloneMembersWithAdmin     = "clone-members-arrive-with-first-admin"
	creatorNotMember          = "creator-not-a-member"
	secondSample400           = "second-sample-400"
	listLeavesTemplatesOut    = "list-leaves-templates-out"
	hqPatchRefusesACC         = "hq-patch-refuses-acc-projects"
	unknownReference400       = "unknown-reference-400"
	hqDuplicate409            = "hq-duplicate-409"
	companyNamesIgnoreCase    = "company-names-ignore-case"
	uninvitedPatch422         = "uninvited-patch-422"
	unlistedUnitsKept         = "unlisted-business-units-kept"
)

// AllAssumptions lists the assumptions in the order of the docs.
func AllAssumptions() []Assumption {
	return slices.Concat(memberAssumptions(), projectAssumptions(), directoryAssumptions())
}

func memberAssumptions() []Assumption {
	return []Assumption{
		{productsMergeByKey,
			"Whether the products of a member's patch are merged with those held or replace them. A tutorial's example answers with the one sent and those held before.",
			"They merge by key; access none takes a product away.",
			"The products sent are all the member has afterwards.",
			Differs},
		{roleIDsReplace,
			"Whether the roleIds of a member's patch replace those held or are added to them. A tutorial's answer keeps a role that was not sent.",
			"They replace them.",
			"They are added to them.",
			Differs},
		{mixedAccessAccepted,
			"Whether a project administrator may have less than administrator in another product. The reference says that all should be administrator.",
			"Any mix is accepted.",
			"A mix is refused with 400.",
			Stops},
		{duplicateMember409,
			"What adding somebody answers who is in the project already.",
			"409.",
			"400.",
			Nothing},
		{newMemberPending,
			"When a new member is active.",
			"At once when they are an active user of the account; pending otherwise, until they accept the invitation.",
			"Everybody starts as pending; active users of the account become active soon after.",
			Nothing},
		{memberIDIsUserID,
			"Whether a member's id is that of the account user. Both are called ACC ID.",
			"It is.",
			"Each membership has an ID of its own.",
			Stops},
		{memberCompanyLeftEmpty,
			"Which company a member has who is added without one.",
			"None.",
			"The default company of the account user.",
			Differs},
		{addedPersonJoinsDirectory,
			"Whether adding an e-mail address that the account does not know also makes an account user.",
			"It does: pending, or not_invited when no mail is sent.",
			"The account's directory stays as it is.",
			Differs},
		{inactiveUserRefused,
			"Whether an inactive account user can be added to a project.",
			"No: 400.",
			"Yes, as anybody else.",
			Refused},
		{importDropsBadRows,
			"What an import does with users that cannot be added: an unknown company or role, somebody who is in the project already.",
			"It accepts the call and leaves them out without a word.",
			"It refuses the whole call with 400.",
			Stops},
	}
}

func projectAssumptions() []Assumption {
	return []Assumption{
		{archivedRefusesWrites,
			"Whether the members of an archived or suspended project can be changed.",
			"No: 403.",
			"Yes.",
			Refused},
		{pendingRefusesMembers,
			"Whether people can be added to a project that is still pending. Autodesk says to wait until it is active.",
			"No: 412.",
			"Yes.",
			Refused},
		{bim360Refused403,
			"What changing the members of a BIM 360 project answers, for which these calls are not meant.",
			"403.",
			"404.",
			Nothing},
		{duplicateProject409,
			"What creating a project answers whose name is taken.",
			"409, ignoring case; archived projects count.",
			"400.",
			Nothing},
		{directPendingThenActive,
			"The status a new project starts with when it is made without a template.",
			"pending, and active soon after; a clone is active at once. The products of both are activating at first.",
			"active at once, products and all.",
			Nothing},
		{cloneMembersWithAdmin,
			"When the members of a template join a clone.",
			"Soon after a project administrator who was in the account before is added to a clone that has none. Somebody new to the account does not start it.",
			"Soon after the clone is made.",
			Differs},
		{creatorNotMember,
			"Whether whoever creates a project is a member of it.",
			"No.",
			"Yes, as project administrator, unless it is a clone.",
			Differs},
		{secondSample400,
			"What creating a second component or sample project answers.",
			"400.",
			"409.",
			Nothing},
		{listLeavesTemplatesOut,
			"Whether a list of projects without filter[classification] holds templates. An Autodesk blog says that it does not.",
			"It holds production projects only.",
			"It holds all of them.",
			Nothing},
		{hqPatchRefusesACC,
			"Whether the hq call that changes a BIM 360 project works for an ACC project.",
			"No: 403.",
			"Yes.",
			Unseen},
	}
}

func directoryAssumptions() []Assumption {
	return []Assumption{
		{unknownReference400,
			"What a body answers that names a company, role, template or business unit that is not there.",
			"400.",
			"404.",
			Nothing},
		{hqDuplicate409,
			"What creating a company or account user answers in hq when its name or e-mail address is taken.",
			"409.",
			"422.",
			Nothing},
		{companyNamesIgnoreCase,
			"Whether company names that differ in upper and lower case only are the same name.",
			"They are.",
			"They are two names.",
			Refused},
		{uninvitedPatch422,
			"What changing the status of an account user answers who is pending or not invited yet, which the reference rules out.",
			"422.",
			"400.",
			Nothing},
		{unlistedUnitsKept,
			"Whether replacing business units removes those that are not named.",
			"They stay as they are.",
			"They are removed.",
			Differs},
	}
}

// Assumptions says which assumptions are flipped. The zero value flips none.
type Assumptions struct{ flipped map[string]bool }

// Flip returns assumptions of which those named are flipped. An unknown name is an error.
func Flip(names ...string) (Assumptions, error) {
	known := map[string]bool{}
	var all []string
	for _, a := range AllAssumptions() {
		known[a.Name] = true
		all = append(all, a.Name)
	}
	flipped := map[string]bool{}
	for _, n := range names {
		if !known[n] {
			return Assumptions{}, fmt.Errorf("no assumption is called %q%s", n, didYouMean(n, all))
		}
		flipped[n] = true
	}
	return Assumptions{flipped}, nil
}

// Flipped returns the names of those flipped, sorted.
func (a Assumptions) Flipped() []string {
	var names []string
	for n := range a.flipped {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// String lists those flipped.
func (a Assumptions) String() string { return strings.Join(a.Flipped(), ", ") }

// hold reports whether an assumption stands.
func (a Assumptions) hold(name string) bool { return !a.flipped[name] }

// status is the one answer if the assumption stands and the other if it is flipped.
func (a Assumptions) status(name string, assumed, flipped int) int {
	if a.hold(name) {
		return assumed
	}
	return flipped
}
