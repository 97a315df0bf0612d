namespace SignGateway.Objects;

/// <summary>What OSS made of a request to put parts together.</summary>
internal enum Completion
{
    /// <summary>The object is stored, and whoever was called back took it.</summary>
    CalledBack,

    /// <summary>The object is stored, and the callback failed.</summary>
    NotCalledBack,

    /// <summary>There is an object under the key already, and it may not be overwritten.</summary>
    KeyTaken,

    /// <summary>The parts are not those that were named, or not of sizes that OSS takes. Nothing has changed.</summary>
    PartsDiffer,
}
