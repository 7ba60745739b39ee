using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Serialization;

/// <summary>What every record on the wire has: it keeps the fields that this version does not know.</summary>
public abstract record WireRecord
{
    private static readonly ReadOnlyDictionary<string, JsonElement> None = ReadOnlyDictionary<string, JsonElement>.Empty;

    // The serializer needs a settable dictionary, and cannot use an init-only one; callers get a read-only view.
    [JsonExtensionData]
    [JsonInclude]
    internal Dictionary<string, JsonElement>? Unmapped { get; set; }

    /// <summary>
    /// Fields of the JSON object that have no property here, by their JSON names. Read from a response they are what the
    /// service has added; set on a request they are sent along. Default: empty.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">An element has no value (<see cref="JsonValueKind.Undefined"/>).</exception>
    [JsonIgnore]
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties
    {
        get => Unmapped is { } unmapped ? unmapped : None;
        init => Unmapped = Copy(value);
    }

    /// <summary>Leaves the fields that are not known out of <see cref="object.ToString"/>: nobody can say whether they hold a secret.</summary>
    /// <param name="builder">Takes the text.</param>
    /// <returns><see langword="false"/>: nothing was written.</returns>
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    private static Dictionary<string, JsonElement> Copy(IReadOnlyDictionary<string, JsonElement> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Dictionary<string, JsonElement> copy = new(value.Count);
        foreach ((string name, JsonElement element) in value)
        {
            if (element.ValueKind == JsonValueKind.Undefined)
            {
                throw new ArgumentException($"The additional property '{name}' has no value.", nameof(value));
            }

            // The record outlives the document that the element was read from.
            copy.Add(name, element.Clone());
        }

        return copy;
    }
}
