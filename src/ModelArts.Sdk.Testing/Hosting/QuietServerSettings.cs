using System.Runtime.Serialization;
using WireMock.Settings;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>
/// Settings that serialize to nothing. WireMock serializes its settings at each start, for a log that nobody reads, and the first
/// time that takes longer than most of the rest: a contract without members is done at once.
/// </summary>
[DataContract]
internal sealed class QuietServerSettings : WireMockServerSettings;
