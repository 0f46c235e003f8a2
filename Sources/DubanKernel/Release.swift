// Which duban this is: the same for all its programs.

/// The version that `--version` and the interfaces say.
package enum Release {
    package static let version = "0.1.0"
}
