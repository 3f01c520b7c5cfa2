package structure

import "testing"

// The most organisations whose triads can be counted are as many as the limit says.
func TestLimitOfTriads(t *testing.T) {
	if n := int64(maxTriadOrganisations); triads(n) <= 0 || checkTriads(maxTriadOrganisations) != nil {
		t.Errorf("%d organisations make %d triads, %v", n, triads(n), checkTriads(maxTriadOrganisations))
	}
	if n := int64(maxTriadOrganisations + 1); triads(n) > 0 || checkTriads(maxTriadOrganisations+1) == nil {
		t.Errorf("%d organisations make %d triads, and there is no error", n, triads(n))
	}
}
